package org.supervisor4j.plugin.webui;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.event.ProcessGroupEvent;
import org.supervisor4j.api.event.ProcessStateEvent;

/** What the servlets of the page have in common; it hears of all that happens. Any thread. */
@Component(
        service = {WebPage.class, ProcessEventListener.class},
        immediate = true,
        property = {
            ProcessEventListener.TYPES + "=PROCESS_STATE",
            ProcessEventListener.TYPES + "=PROCESS_GROUP",
            ProcessEventListener.TYPES + "=SUPERVISOR_STATE_CHANGE",
            ProcessEventListener.BACKLOG + ":Integer=100000"
        })
public final class WebPage implements ProcessEventListener {

    private final Supervisor supervisor;
    private final Extensions extensions;
    private final Board board;
    private final Usage usage;
    private final Viewers viewers;
    private final Tokens tokens = new Tokens();
    private final Orders orders;
    private final Runnable extensionsChanged = this::extensionsChanged;
    private final Consumer<Set<ProcessId>> valuesChanged = this::valuesChanged;
    private final ExecutorService executor =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("web-page-", 0).factory());
    private final Feed.Source source;
    private volatile int configured; // another one when another configuration has been read

    /** Called by the component runtime. */
    @Activate
    public WebPage(@Reference Supervisor supervisor, @Reference Extensions extensions) {
        this(supervisor, extensions, Path.of("/proc"));
    }

    WebPage(Supervisor supervisor, Extensions extensions, Path proc) {
        this.supervisor = supervisor;
        this.extensions = extensions;
        this.board = new Board(supervisor, extensions, Clock.systemUTC());
        this.usage = new Usage(proc);
        this.viewers = new Viewers(this::round, usage::pause);
        this.orders = new Orders(executor, viewers::changed);
        byte[] epoch = new byte[6];
        new SecureRandom().nextBytes(epoch);
        this.source = new Feed.Source(HexFormat.of().formatHex(epoch), board, usage, orders, this::about);
        lookAtConfiguration();
        extensions.listen(extensionsChanged);
        extensions.whenValuesChange(valuesChanged);
        extensions.askOfAll(supervisor.processes());
    }

    @Override
    public void onEvent(Event event) {
        if (event instanceof ProcessStateEvent change) {
            board.happened(change);
            supervisor.process(change.process()).ifPresent(process -> extensions.ask(List.of(process)));
        } else {
            if (event instanceof ProcessGroupEvent change && !change.added()) {
                board.removed(change.group());
            }
            board.refresh();
            extensions.askOfAll(supervisor.processes());
        }
        viewers.changed();
    }

    private void extensionsChanged() {
        executor.execute(() -> { // whoever brings a plugin does not wait
            board.refresh();
            extensions.askOfAll(supervisor.processes());
            viewers.changed();
        });
    }

    private void valuesChanged(Set<ProcessId> processes) {
        board.refresh(processes);
        viewers.changed();
    }

    /** A child's pid is known before anything is told of it; and columns of other plugins change when they like. */
    private void round() {
        board.refresh();
        extensions.askOfAll(supervisor.processes());
        usage.sample(board.rows(), System.nanoTime());
        lookAtConfiguration();
    }

    /** No event tells of a file that was read again. */
    private void lookAtConfiguration() {
        configured = supervisor.configuredProcesses().hashCode();
    }

    /** What can change of the page itself, as JSON. */
    private String about(VisibleGroups visible) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("state", supervisor.state().name());
        about.put("columns", extensions.columnTitles());
        about.put("panels", extensions.panelTitles());
        about.put("fixed", visible.fixed());
        about.put("administer", visible.administers());
        about.put("configured", configured);
        return Json.of(about);
    }

    /** What does not change of the daemon as long as it runs, and who looks. */
    Map<String, Object> introduction(String user) {
        Map<String, Object> introduction = new LinkedHashMap<>();
        introduction.put("user", user);
        introduction.put("identifier", supervisor.identifier());
        introduction.put("version", supervisor.version());
        introduction.put("pid", supervisor.pid());
        return introduction;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    boolean running() {
        return supervisor.state() == DaemonState.RUNNING;
    }

    Extensions extensions() {
        return extensions;
    }

    Board board() {
        return board;
    }

    Viewers viewers() {
        return viewers;
    }

    Tokens tokens() {
        return tokens;
    }

    Orders orders() {
        return orders;
    }

    Feed.Source source() {
        return source;
    }

    /** For what may wait, a virtual thread each. */
    ExecutorService executor() {
        return executor;
    }

    @Deactivate
    void close() {
        extensions.ignore(extensionsChanged);
        extensions.ignoreValues(valuesChanged);
        viewers.close();
        executor.shutdown();
    }
}
