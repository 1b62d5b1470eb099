package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.Logger;
import org.supervisor4j.api.Supervisor;

/** How Felix is set up: where it keeps its files, and which packages of the class path bundles see. */
final class FrameworkSettings {

    private FrameworkSettings() {}

    static Map<String, Object> in(Path storage, int startLevel) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(startLevel));
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, exportedPackages());
        // What was replaced may linger beside its successor; that no jar is there twice is looked after by PluginBundles.
        settings.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        settings.put("felix.log.logger", new FelixMessages());
        settings.put("felix.shutdown.hook", "false"); // whoever ends the daemon ends the framework
        return settings;
    }

    /** The packages of the class path that bundles see: those that the API's own manifest exports, SLF4J's, and OSGi's for logs and configurations. */
    private static String exportedPackages() throws IOException {
        String exports = String.join(",", exportsOf(Supervisor.class), exportsOf(Logger.class), exportsOf(LoggerFactory.class),
                // Or Declarative Services, and every plugin with it, would end and begin with a Config Admin in plugins/.
                exportsOf(ConfigurationAdmin.class));
        // Felix HTTP still asks for the version before 2, whose interfaces are a part of today's.
        return exports + ",org.slf4j;version=\"1.7.36\"";
    }

    /** Through the class's own resource: a class from an archive of the JVM does not always know its code source. */
    private static String exportsOf(Class<?> member) throws IOException {
        URL resource = member.getResource(member.getSimpleName() + ".class");
        if (!(resource.openConnection() instanceof JarURLConnection jar)) {
            throw new IOException(member.getName() + " comes from " + resource + " (expected: a jar)");
        }
        String exports = jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
        return exports.replaceAll(";uses:=\"[^\"]*\"", ""); // constraints make no sense for an only provider
    }
}
