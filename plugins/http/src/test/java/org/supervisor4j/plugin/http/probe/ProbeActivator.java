package org.supervisor4j.plugin.http.probe;

import jakarta.servlet.Servlet;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers {@link ProbeServlet} with the Whiteboard. */
public final class ProbeActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.http.whiteboard.servlet.pattern", new String[] {"/probe/*"});
        properties.put("osgi.http.whiteboard.servlet.asyncSupported", true);
        context.registerService(Servlet.class, new ProbeServlet(), properties);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }
}
