package org.supervisor4j.plugin.webui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.web.WebColumn;
import org.supervisor4j.api.web.WebPanel;

/** The columns and panels of other plugins, in the order of their ranking. Any thread. */
@Component(service = Extensions.class)
public final class Extensions {

    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);
    private static final int MAX_VALUE = 200; // characters

    private record Ranked<T>(T service, int ranking, long id) {
        static <T> Ranked<T> of(T service, Map<String, Object> properties) {
            int ranking = properties.get("service.ranking") instanceof Integer given ? given : 0;
            return new Ranked<>(service, ranking, properties.get("service.id") instanceof Long given ? given : 0);
        }
    }

    private final List<Ranked<WebColumn>> columns = new ArrayList<>();
    private final List<Ranked<WebPanel>> panels = new ArrayList<>();
    private final Set<WebColumn> failed = ConcurrentHashMap.newKeySet();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile List<WebColumn> orderedColumns = List.of();
    private volatile List<WebPanel> orderedPanels = List.of();

    /** Called by the component runtime. */
    @Activate
    public Extensions() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addColumn(WebColumn column, Map<String, Object> properties) {
        synchronized (this) {
            columns.add(Ranked.of(column, properties));
            orderedColumns = ordered(columns);
        }
        listeners.forEach(Runnable::run);
    }

    void removeColumn(WebColumn column) {
        synchronized (this) {
            columns.removeIf(one -> one.service() == column);
            orderedColumns = ordered(columns);
        }
        failed.remove(column);
        listeners.forEach(Runnable::run);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addPanel(WebPanel panel, Map<String, Object> properties) {
        synchronized (this) {
            panels.add(Ranked.of(panel, properties));
            orderedPanels = ordered(panels);
        }
        listeners.forEach(Runnable::run);
    }

    void removePanel(WebPanel panel) {
        synchronized (this) {
            panels.removeIf(one -> one.service() == panel);
            orderedPanels = ordered(panels);
        }
        listeners.forEach(Runnable::run);
    }

    /** Runs it after each change, on the thread of whoever made it. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void ignore(Runnable listener) {
        listeners.remove(listener);
    }

    List<String> columnTitles() {
        return orderedColumns.stream().map(WebColumn::title).toList();
    }

    List<String> values(ProcessInfo process) {
        return orderedColumns.stream().map(column -> value(column, process)).toList();
    }

    List<WebPanel> panels() {
        return orderedPanels;
    }

    private String value(WebColumn column, ProcessInfo process) {
        try {
            String value = column.value(process);
            return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE);
        } catch (RuntimeException | LinkageError e) {
            if (failed.add(column)) {
                LOG.error("The column {} of {} has failed", column.title(), column.getClass().getName(), e);
            }
            return "";
        }
    }

    /** Higher ranking first, then whoever was first. */
    private static <T> List<T> ordered(List<Ranked<T>> services) {
        return services.stream()
                .sorted(Comparator.<Ranked<T>>comparingInt(Ranked::ranking).reversed().thenComparingLong(Ranked::id))
                .map(Ranked::service)
                .toList();
    }
}
