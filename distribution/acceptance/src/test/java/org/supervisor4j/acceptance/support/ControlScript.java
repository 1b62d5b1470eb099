package org.supervisor4j.acceptance.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/**
 * One long session of supervisorctl with a daemon and programs of many kinds, of which every outcome is written down
 * with pids, times, places and versions made equal. Two pairs of software can then be compared, command by command.
 */
public final class ControlScript implements AutoCloseable {

    /** One command and what it came to. */
    private record Entry(String command, Outcome outcome) {
    }

    private final Software client;
    private final int port = XmlRpc.freePort();
    private final Conf conf;
    private final SupervisorDaemon daemon;
    private final List<Entry> entries = new ArrayList<>();

    public ControlScript(Software client, Software server, Path directory) {
        this.client = client;
        this.conf = Programs.ofManyKinds(directory).section("inet_http_server", "port=127.0.0.1:" + port,
                "username=chris", "password=p:w");
        this.daemon = SupervisorDaemon.start(server, conf);
    }

    /** Reports every command that came to something else than in another session. */
    public void assertSameAs(ControlScript expected) {
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < Math.min(expected.entries.size(), entries.size()); i++) {
            Entry wanted = expected.entries.get(i);
            softly.assertThat(entries.get(i).outcome().toString()).as("supervisorctl " + wanted.command())
                    .isEqualTo(wanted.outcome().toString());
        }
        softly.assertThat(entries).as("commands run").hasSameSizeAs(expected.entries);
        softly.assertAll();
    }

    /** Runs the session from the daemon's first programs to its end. */
    public ControlScript run() {
        Programs.awaitSettled(daemon);
        look();
        connect();
        startAndStop();
        signal();
        readLogs();
        reconfigure();
        restartAndEnd();
        return this;
    }

    private void look() {
        each("status", "status cat", "status grp:*", "status grp:", "status ab:a cat", "status nosuch", "status grp",
                "status nosuch:*", "status quick", "status oneshot", "status manual", "status cat nosuch", "status all",
                "pid", "pid cat", "pid manual", "pid nosuch", "pid all", "version", "avail");
        headOf("avail x", "version x", "status -x");
    }

    private void connect() {
        String inet = "-s http://127.0.0.1:" + port + " ";
        each(inet + "-u chris -p p:w status cat", inet + "-u chris -p p:w tail echoer");
        // The reference says a second time that it was refused, in words of Python.
        headOf(inet + "-u chris -p wrong status", inet + "pid");
        each("open unix://" + daemon.file("s"), "status all nosuch", "status cat quick nosuch", "pid cat manual");
    }

    private void startAndStop() {
        headOf("start", "stop", "restart", "signal", "signal HUP");
        each("start manual", "start manual", "start nosuch", "start nosuch:*", "start missing", "start noexec",
                "start isdir", "start badparse", "start quick");
        daemon.awaitState("quick", "FATAL");
        each("status missing", "start grp:*", "start grp",
                "start quick nosuch", "start missing nosuch:* cat", "stop manual", "stop manual",
                "stop grp:grp_00 cat");
        sorted("stop grp:*");
        each("stop grp:*", "stop nosuch", "stop nosuch:*", "start cat",
                "start grp:grp_02", "start grp:grp_01 grp:grp_00", "restart cat manual", "restart nosuch",
                "restart nosuch:*", "start stubborn", "stop stubborn", "stop oneshot", "status");
        sorted("restart ab:*", "restart grp:*", "start ab:*", "stop ab:*", "start all");
        Programs.awaitSettled(daemon);
        sorted("stop all", "restart all");
        Programs.awaitSettled(daemon);
        each("signal 0 all");
    }

    private void signal() {
        each("signal usr1 trapper", "signal SIGUSR1 trapper", "signal 10 trapper", "signal 0 trapper",
                "signal BOGUS cat", "signal BOGUS nosuch", "signal 999 cat", "signal HUP quick", "signal USR1 nosuch:*",
                "signal BOGUS grp:*", "signal 0 grp:*");
        Await.until("three signals in " + daemon,
                () -> daemon.ctl(client, "tail", "trapper").out().equals("usr1\nusr1\nusr1\n\n"));
        each("tail trapper");
    }

    private void readLogs() {
        each("tail echoer", "tail echoer stdout", "tail echoer stderr", "tail echoer STDERR", "tail -5 echoer",
                "tail -0 echoer", "tail -100 echoer", "tail -5", "tail -abc echoer", "tail echoer bogus", "tail nosuch",
                "tail nolog", "tail missing", "tail grp:grp_00", "tail long");
        headOf("tail", "tail a b c d", "maintail -5 x", "clear");
        each("maintail 100", "clear nosuch", "clear echoer", "tail echoer", "clear manual nosuch echoer");
        entries.add(new Entry("maintail -80: length", shape(daemon.ctl(client, "maintail", "-80"))));
    }

    private static Outcome shape(Outcome outcome) {
        return new Outcome(outcome.status(), outcome.out().length() + " characters", outcome.err());
    }

    private void reconfigure() {
        each("add nosuch cat", "update cat nosuch");
        each("reread", "add cat", "add nosuch", "add", "remove cat", "remove nosuch", "stop cat", "remove cat",
                "status cat", "reread", "avail", "add cat");
        daemon.awaitState("cat", "RUNNING");
        each("remove grp:grp_00", "remove all", "update nosuch", "update");
        changeFile();
        each("reread", "reread", "update", "update");
        daemon.awaitState("fresh", "RUNNING");
        daemon.awaitState("cat", "RUNNING");
        each("status cat fresh ab:a", "avail");
        breakFile();
        each("reread", "update", "status cat");
        repairFile();
        each("reread", "update fresh", "update");
    }

    private void changeFile() {
        conf.append("program:cat", "startretries=7").without("program:nolog").program("fresh", "command=/bin/cat")
                .write();
    }

    private void breakFile() {
        conf.append("program:cat", "startsecs=soon").write();
    }

    private void repairFile() {
        conf.append("program:cat", "startsecs=1").append("program:fresh", "priority=5").write();
    }

    private void restartAndEnd() {
        long pid = daemon.pid();
        headOf("reload x", "shutdown x");
        each("reload");
        Await.until("the restarted daemon's programs run", () -> daemon.messages("supervisord started with pid")
                .size() == 2
                && daemon.state("fresh").equals("RUNNING") && daemon.state("cat").equals("RUNNING"));
        entries.add(new Entry("same pid after reload", new Outcome(0, String.valueOf(pid == daemon.pid()), "")));
        each("pid cat", "status cat fresh", "shutdown");
        entries.add(new Entry("exit status", new Outcome(daemon.awaitEnd(), "", "")));
        each("status", "pid", "shutdown", "reread", "avail", "start cat", "version");
        entries.add(new Entry("left over", new Outcome(0, left(), "")));
    }

    private String left() {
        return Map.of("s", daemon.file("s").toFile().exists(), "d.pid", daemon.file("d.pid").toFile().exists())
                .entrySet().stream().sorted(Map.Entry.comparingByKey()).toList().toString();
    }

    /** Commands of which everything has to be equal. */
    private void each(String... commands) {
        record(commands, outcome -> outcome);
    }

    /** Commands that print the help of an action, whose wording is each software's own, after the first line. */
    private void headOf(String... commands) {
        record(commands, outcome -> new Outcome(outcome.status(), outcome.out().lines().findFirst().orElse(""),
                outcome.err()));
    }

    /** Commands whose lines come in the order in which the programs happen to be done. */
    private void sorted(String... commands) {
        record(commands, outcome -> new Outcome(outcome.status(),
                outcome.out().lines().sorted().collect(Collectors.joining("\n")), outcome.err()));
    }

    private void record(String[] commands, UnaryOperator<Outcome> view) {
        for (String command : commands) {
            Outcome outcome = daemon.ctl(client, command.split(" "));
            entries.add(new Entry(command, view.apply(outcome.normal(daemon))));
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
