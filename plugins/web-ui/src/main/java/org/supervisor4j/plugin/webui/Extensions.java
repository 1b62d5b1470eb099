package org.supervisor4j.plugin.webui;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.plugin.CallWatch;
import org.supervisor4j.api.web.WebColumn;
import org.supervisor4j.api.web.WebPanel;

/**
 * The columns and panels of other plugins, in the order of their ranking; each since it has said what stands above it,
 * which is asked once, on a thread of its own. Any thread.
 */
@Component(service = Extensions.class)
public final class Extensions {

    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);
    private static final int LONGEST = 100; // characters of a title

    private record Titled<T>(T service, String title, int ranking, long id) {
        static <T> Titled<T> of(T service, String title, Map<String, Object> properties) {
            int ranking = properties.get("service.ranking") instanceof Integer given ? given : 0;
            long id = properties.get("service.id") instanceof Long given ? given : 0;
            return new Titled<>(service, title, ranking, id);
        }
    }

    private final Set<Object> registered = Collections.newSetFromMap(new IdentityHashMap<>()); // guarded by this
    private final List<Titled<ColumnValues>> columns = new ArrayList<>();
    private final List<Titled<AskedPanel>> panels = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Set<ProcessId>>> readers = new CopyOnWriteArrayList<>();
    private volatile List<Titled<ColumnValues>> orderedColumns = List.of();
    private volatile List<Titled<AskedPanel>> orderedPanels = List.of();
    private final CallWatch titles = new CallWatch(CallWatch.PATIENCE, new SlowGuests());

    /** Called by the component runtime. */
    @Activate
    public Extensions() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addColumn(WebColumn column, Map<String, Object> properties) {
        whenTitled(column, column::title, title -> {
            ColumnValues values = new ColumnValues(column, title, this::valuesChanged);
            columns.add(Titled.of(values, title, properties));
            orderedColumns = ordered(columns);
        });
    }

    void removeColumn(WebColumn column) {
        synchronized (this) {
            registered.remove(column);
            columns.stream().map(Titled::service).filter(one -> one.column() == column).forEach(ColumnValues::close);
            columns.removeIf(one -> one.service().column() == column);
            orderedColumns = ordered(columns);
        }
        listeners.forEach(Runnable::run);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addPanel(WebPanel panel, Map<String, Object> properties) {
        whenTitled(panel, panel::title, title -> {
            panels.add(Titled.of(new AskedPanel(panel, title), title, properties));
            orderedPanels = ordered(panels);
        });
    }

    void removePanel(WebPanel panel) {
        synchronized (this) {
            registered.remove(panel);
            panels.stream().map(Titled::service).filter(one -> one.panel() == panel).forEach(AskedPanel::close);
            panels.removeIf(one -> one.service().panel() == panel);
            orderedPanels = ordered(panels);
        }
        listeners.forEach(Runnable::run);
    }

    /** @param taken told the title, unless the service has gone meanwhile, or has none */
    private synchronized void whenTitled(Object service, Supplier<String> asked, Consumer<String> taken) {
        registered.add(service);
        Thread.ofVirtual().name("web-title").start(() -> {
            String title;
            try (CallWatch.Call _ = titles.begin(() -> "The title of " + service.getClass().getName())) {
                title = asked.get().strip();
            } catch (RuntimeException | Error e) { // of somebody else's
                LOG.error("The title of {} cannot be had, so it is not shown", service.getClass().getName(), e);
                return;
            }
            synchronized (this) {
                if (!registered.contains(service)) {
                    return;
                }
                taken.accept(title.length() <= LONGEST ? title : title.substring(0, LONGEST));
            }
            listeners.forEach(Runnable::run);
        });
    }

    /** Runs it after each change, on the thread of whoever made it. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void ignore(Runnable listener) {
        listeners.remove(listener);
    }

    List<String> columnTitles() {
        return orderedColumns.stream().map(Titled::title).toList();
    }

    /** What the columns have said last. */
    List<String> values(ProcessId process) {
        return orderedColumns.stream().map(column -> column.service().of(process)).toList();
    }

    /** Asks the columns anew; returns at once. */
    void ask(Collection<ProcessInfo> processes) {
        orderedColumns.forEach(column -> column.service().ask(processes));
    }

    /** Asks the columns anew of all that there are; returns at once. */
    void askOfAll(Collection<ProcessInfo> processes) {
        Set<ProcessId> there = processes.stream().map(ProcessInfo::id).collect(Collectors.toSet());
        orderedColumns.forEach(column -> column.service().keep(there));
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

    List<String> panelTitles() {
        return orderedPanels.stream().map(Titled::title).toList();
    }

    /** The first with this title. */
    Optional<AskedPanel> panel(String title) {
        return orderedPanels.stream().filter(one -> one.title().equals(title)).map(Titled::service).findFirst();
    }

    /** Higher ranking first, then whoever was first. */
    private static <T> List<Titled<T>> ordered(List<Titled<T>> services) {
        return services.stream()
                .sorted(Comparator.<Titled<T>>comparingInt(Titled::ranking).reversed().thenComparingLong(Titled::id))
                .toList();
    }
}
