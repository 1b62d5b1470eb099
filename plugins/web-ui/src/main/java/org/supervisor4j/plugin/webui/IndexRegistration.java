package org.supervisor4j.plugin.webui;

import jakarta.servlet.Servlet;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.supervisor4j.api.access.Access;

/**
 * Registers the page by hand: the pattern for {@code /} alone is the empty text, which no description of a component
 * can say.
 */
@Component(service = {}, immediate = true)
public final class IndexRegistration {

    private final ServiceRegistration<Servlet> registration;

    /** Called by the component runtime. */
    @Activate
    public IndexRegistration(BundleContext context, @Reference WebPage page, @Reference PageFiles files) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, new String[] {"", "/index.html"});
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED, true);
        properties.put(Access.OBEYED, true);
        this.registration = context.registerService(Servlet.class, new IndexServlet(page, files), properties);
    }

    @Deactivate
    void close() {
        registration.unregister();
    }
}
