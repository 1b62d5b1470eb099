package org.supervisor4j.acceptance.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.LogLine;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/**
 * One of the two daemons of a comparison, and what has been seen of it. The steps of a scenario act and look through
 * this; every method that looks notes facts. Used by one thread.
 */
final class Side implements AutoCloseable {

    /** Starting is what costs processor time: all at once would take each of them as long as all together. */
    private static final Semaphore STARTS = new Semaphore(2, true);
    private static final List<String> ON_THEIR_WAY = List.of("STARTING", "BACKOFF", "STOPPING");

    private final Conf conf;
    private final SupervisorDaemon daemon;
    private final Equalized equalized;
    private Facts facts = new Facts();
    private int steps;
    private final Map<String, Long> pids = new TreeMap<>();
    private final Map<String, String> groups = new TreeMap<>();

    private Side(Conf conf, SupervisorDaemon daemon) {
        this.conf = conf;
        this.daemon = daemon;
        this.equalized = new Equalized(conf.directory());
    }

    /** Starts the daemon in the foreground and waits until it answers. */
    static Side start(Software software, Path directory, Consumer<Conf> configuration) {
        Conf conf = Conf.in(directory);
        configuration.accept(conf);
        STARTS.acquireUninterruptibly();
        try {
            return new Side(conf, SupervisorDaemon.start(software, conf));
        } finally {
            STARTS.release();
        }
    }

    Facts facts() {
        return facts;
    }

    Conf conf() {
        return conf;
    }

    Path file(String name) {
        return daemon.file(name);
    }

    void await(String process, String state) {
        daemon.awaitState(process, state);
    }

    void awaitMessage(String part) {
        daemon.awaitMessage(part);
    }

    void awaitMessages(String part, int number) {
        Await.until(number + " times '" + part + "' in " + daemon.file("d.log"),
                () -> daemon.messages(part).size() >= number);
    }

    void awaitFile(String name) {
        Await.until(daemon.file(name) + " appears", () -> Files.exists(daemon.file(name)));
    }

    void awaitText(String name, String text) {
        Await.until(text + " in " + daemon.file(name), () -> Files.readString(daemon.file(name)).contains(text));
    }

    /** Writes the configuration file as it has become. */
    void rewrite(Consumer<Conf> change) {
        change.accept(conf);
        conf.write();
    }

    void signalDaemon(String name) {
        LiveProcess.signal(name, daemon.pid());
    }

    void signalProcess(String name, String process) {
        LiveProcess.signal(name, daemon.pidOf(process));
    }

    /** Calls a method and notes what it answers; several results come in the order in which things got done. */
    void ask(String method, String... words) {
        String[] parameters = Arrays.stream(words).map(Side::parameter).toArray(String[]::new);
        String label = label(method + Arrays.toString(words));
        Object answer = equalized.value(call(method, parameters));
        if (answer instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof Map) {
            facts.noteLines(label, list.stream().map(Object::toString).sorted().toList());
        } else {
            facts.note(label, answer);
        }
    }

    /**
     * For a comparison of its own, without what was seen before: reads this text as the new configuration file, and
     * notes what has changed by it, or why it is refused.
     */
    void reread(String text) {
        facts = new Facts();
        try {
            Files.writeString(conf.file(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Object answer = equalized.value(call("reloadConfig"));
        facts.note("reread", answer);
        if (!(answer instanceof RpcValue.Fault)) {
            noteConfiguration("config");
        }
    }

    /** Whether the last file was read. */
    boolean hasRead() {
        return facts.contains("config");
    }

    private static String parameter(String word) {
        return word.matches("-?\\d+") ? XmlRpc.integer(Integer.parseInt(word))
                : word.matches("true|false") ? XmlRpc.bool(Boolean.parseBoolean(word)) : XmlRpc.string(word);
    }

    /** Runs the reference's client, of both daemons, and notes what it comes to. */
    void ctl(String words) {
        Outcome outcome = daemon.ctl(Software.REFERENCE, words.split(" "));
        facts.noteLines(label("ctl " + words), outcome.toString().lines().map(equalized::text).toList());
    }

    /** A step that is done twice is two facts. */
    private String label(String step) {
        return ++steps + " " + step;
    }

    private Object call(String method, String... parameters) {
        return RpcValue.of(daemon.rpc().call("supervisor." + method, parameters));
    }

    /**
     * Waits until no process is on its way, then notes all of them, how they are configured, and which are other ones
     * than at the look before.
     */
    void look(String when) {
        Await.asserted(() -> {
            if (structs(call("getAllProcessInfo")).stream()
                    .anyMatch(info -> ON_THEIR_WAY.contains(info.get("statename").toString()))) {
                throw new AssertionError("still on their way: " + call("getAllProcessInfo"));
            }
        });
        List<String> order = new ArrayList<>();
        List<String> replaced = new ArrayList<>();
        for (Map<?, ?> info : structs(call("getAllProcessInfo"))) {
            String name = info.get("group") + ":" + info.get("name");
            order.add(name);
            groups.put(info.get("name").toString(), info.get("group").toString());
            long pid = ((Integer) info.get("pid")).longValue();
            Long before = pids.put(name, pid);
            if (before != null && before != pid) {
                replaced.add(name);
            }
            facts.note(when + ": process[" + name + "]", equalized.value(info));
        }
        facts.noteLines(when + ": processes", order);
        facts.noteLines(when + ": replaced processes", replaced);
        noteConfiguration(when + ": config");
    }

    void noteConfiguration(String label) {
        List<String> order = new ArrayList<>();
        for (Map<?, ?> info : structs(call("getAllConfigInfo"))) {
            String name = equalized.text(info.get("group") + ":" + info.get("name"));
            order.add(name);
            facts.note(label + "[" + name + "]" + "#" + order.stream().filter(name::equals).count(),
                    equalized.value(info));
        }
        facts.noteLines(label, order);
    }

    private static List<Map<?, ?>> structs(Object answer) {
        List<Map<?, ?>> found = new ArrayList<>();
        for (Object each : (List<?>) answer) {
            found.add((Map<?, ?>) each);
        }
        return found;
    }

    void move(String from, String to) {
        try {
            Files.move(daemon.file(from), daemon.file(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void noteText(String name) {
        try {
            String text = new String(Files.readAllBytes(daemon.file(name)), StandardCharsets.UTF_8);
            facts.noteLines("text of " + name, text.lines().map(equalized::text).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void noteFiles(String when) {
        facts.noteLines(when + ": files", FolderListing.of(daemon.directory(), equalized::text));
    }

    /** Asks the daemon to end, waits for that, and notes all that is left of it. */
    void end() {
        end(daemon.stop());
    }

    /** The same for one that ends without being asked here. */
    void awaitEnd() {
        end(daemon.awaitEnd());
    }

    /** The same where the log has not everything any more. */
    void endWithoutLog() {
        facts.note("exit status", daemon.stop());
        noteFiles("at the end");
    }

    private void end(int status) {
        facts.note("exit status", status);
        new ActivityLog(daemon.log(), equalized::text).noteIn(facts);
        facts.noteLines("groups in order of stops", ActivityLog.groupsInOrderOfStops(daemon.log(), groups));
        List<String> logged = List.of(text(daemon.file("d.log")).split("\n"));
        facts.noteLines("output beyond the log", daemon.output().lines()
                .filter(line -> !LogLine.isOne(line) && !logged.contains(line)).map(equalized::text).toList());
        noteFiles("at the end");
        facts.note("left processes", daemon.offspring().size());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
