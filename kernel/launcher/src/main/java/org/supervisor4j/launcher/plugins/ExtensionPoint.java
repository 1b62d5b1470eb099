package org.supervisor4j.launcher.plugins;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.event.ResultHandler;
import org.supervisor4j.api.log.LogFileType;
import org.supervisor4j.api.log.LogRotation;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.log.RotationPolicyType;
import org.supervisor4j.api.log.RotationTriggerType;
import org.supervisor4j.api.plugin.UnusedOffers;
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.web.WebColumn;
import org.supervisor4j.api.web.WebPanel;

/** What plugins may offer to the daemon as services: all there is, with what such a service must say of itself to be of any use. */
enum ExtensionPoint {
    RPC_NAMESPACE(RpcNamespace.class, RpcNamespace.PREFIX, RpcNamespace.FACTORY),
    PROCESS_EVENT_LISTENER(ProcessEventListener.class),
    EVENT_TYPE(EventType.class),
    RESULT_HANDLER(ResultHandler.class, ResultHandler.NAME),
    PROGRAM_TYPE(ProgramType.class, ProgramType.KIND),
    LOG_FILE_TYPE(LogFileType.class),
    LOG_ROTATION(LogRotation.class),
    LOG_SINK_TYPE(LogSinkType.class, LogSinkType.NAME),
    ROTATION_TRIGGER_TYPE(RotationTriggerType.class, RotationTriggerType.NAME),
    ROTATION_POLICY_TYPE(RotationPolicyType.class, RotationPolicyType.NAME),
    CONFIGURATION_SECTION(ConfigurationSection.class),
    WEB_COLUMN(WebColumn.class),
    WEB_PANEL(WebPanel.class),
    UNUSED_OFFERS(UnusedOffers.class),
    /** OSGi's HTTP Whiteboard; the interfaces come with the HTTP bundles. */
    SERVLET("jakarta.servlet.Servlet", "osgi.http.whiteboard.servlet.pattern", "osgi.http.whiteboard.servlet.name",
            "osgi.http.whiteboard.servlet.errorPage"),
    FILTER("jakarta.servlet.Filter", "osgi.http.whiteboard.filter.pattern", "osgi.http.whiteboard.filter.servlet",
            "osgi.http.whiteboard.filter.regex");

    private final String type;
    private final Set<String> oneOf;

    ExtensionPoint(Class<?> type, String... oneOf) {
        this(type.getName(), oneOf);
    }

    ExtensionPoint(String type, String... oneOf) {
        this.type = type;
        this.oneOf = new TreeSet<>(Arrays.asList(oneOf));
    }

    /** The name of the class under which a service is registered. */
    String type() {
        return type;
    }

    static Optional<ExtensionPoint> of(String type) {
        return Arrays.stream(values()).filter(point -> point.type.equals(type)).findFirst();
    }

    /** The properties of which a service needs one; empty if it has one, or needs none. */
    Set<String> missingOf(Collection<String> properties) {
        return oneOf.stream().anyMatch(properties::contains) ? Set.of() : oneOf;
    }
}
