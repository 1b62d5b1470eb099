package org.supervisor4j.plugin.webui;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.web.WebColumn;
import org.supervisor4j.api.web.WebPanel;

/** The columns and panels of other plugins, in the order of their ranking. Any thread. */
@Component(service = Extensions.class)
public final class Extensions {

    private record Ranked<T>(T service, int ranking, long id) {
        static <T> Ranked<T> of(T service, Map<String, Object> properties) {
            int ranking = properties.get("service.ranking") instanceof Integer given ? given : 0;
            return new Ranked<>(service, ranking, properties.get("service.id") instanceof Long given ? given : 0);
        }
    }

    private final List<Ranked<ColumnValues>> columns = new ArrayList<>();
    private final List<Ranked<WebPanel>> panels = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Set<ProcessId>>> readers = new CopyOnWriteArrayList<>();
    private volatile List<ColumnValues> orderedColumns = List.of();
    private volatile List<WebPanel> orderedPanels = List.of();

    /** Called by the component runtime. */
    @Activate
    public Extensions() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addColumn(WebColumn column, Map<String, Object> properties) {
        synchronized (this) {
            columns.add(Ranked.of(new ColumnValues(column, this::valuesChanged), properties));
            orderedColumns = ordered(columns);
        }
        listeners.forEach(Runnable::run);
    }

    void removeColumn(WebColumn column) {
        synchronized (this) {
            columns.stream().map(Ranked::service).filter(one -> one.column() == column).forEach(ColumnValues::close);
            columns.removeIf(one -> one.service().column() == column);
            orderedColumns = ordered(columns);
        }
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
        return orderedColumns.stream().map(one -> one.column().title()).toList();
    }

    /** What the columns have said last. */
    List<String> values(ProcessId process) {
        return orderedColumns.stream().map(column -> column.of(process)).toList();
    }

    /** Asks the columns anew; returns at once. */
    void ask(Collection<ProcessInfo> processes) {
        orderedColumns.forEach(column -> column.ask(processes));
    }

    /** Asks the columns anew of all that there are; returns at once. */
    void askOfAll(Collection<ProcessInfo> processes) {
        Set<ProcessId> there = processes.stream().map(ProcessInfo::id).collect(Collectors.toSet());
        orderedColumns.forEach(column -> column.keep(there));
        ask(processes);
    }

    /** Tells of which processes a column says something else now, on a thread that only that column waits for. */
    void whenValuesChange(Consumer<Set<ProcessId>> reader) {
        readers.add(reader);
    }

    void ignoreValues(Consumer<Set<ProcessId>> reader) {
        readers.remove(reader);
    }

    private void valuesChanged(Set<ProcessId> processes) {
        readers.forEach(reader -> reader.accept(processes));
    }

    List<WebPanel> panels() {
        return orderedPanels;
    }

    /** Higher ranking first, then whoever was first. */
    private static <T> List<T> ordered(List<Ranked<T>> services) {
        return services.stream()
                .sorted(Comparator.<Ranked<T>>comparingInt(Ranked::ranking).reversed().thenComparingLong(Ranked::id))
                .map(Ranked::service)
                .toList();
    }
}
