package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.lang.StackWalker.StackFrame;
import java.util.Map;
import java.util.Objects;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Felix, whose end is the daemon's affair alone. A bundle may stop the system bundle, and some do so as a matter of course: Gogo's shell
 * when its input ends, Felix's web console by a button. The daemon would go on without any plugin, and nobody could reach it.
 *
 * <p><b>Errors:</b> the request of a bundle is logged with the bundle's name and has no effect. It is no exception: who asks this way expects to end
 * and has nothing to do about it.
 */
@SuppressWarnings("unchecked") // Felix is older than generics
final class OwnedFramework extends Felix {

    private static final Logger log = LoggerFactory.getLogger(OwnedFramework.class);
    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    OwnedFramework(Map<String, Object> settings) {
        super(settings);
    }

    /** What {@link #stop} is for others: begins to stop all bundles and itself. */
    void end() throws BundleException {
        super.stop();
    }

    @Override
    public void stop() {
        refuse("stopped");
    }

    @Override
    public void stop(int options) {
        refuse("stopped");
    }

    @Override
    public void update() {
        refuse("restarted");
    }

    @Override
    public void update(InputStream content) throws BundleException {
        refuse("restarted");
        try {
            content.close(); // whatever happens, says OSGi
        } catch (IOException e) {
            throw new BundleException("the update of the framework cannot be closed", e);
        }
    }

    private static void refuse(String what) {
        String who = CALLERS.walk(frames -> frames.map(StackFrame::getDeclaringClass)
                .map(FrameworkUtil::getBundle)
                .filter(Objects::nonNull)
                .map(Bundle::getSymbolicName)
                .findFirst()
                .orElse("somebody"));
        log.warn("The plugin framework is not {} for {} (expected: supervisorctl shutdown or reload, which end or restart the daemon)", what, who);
    }
}
