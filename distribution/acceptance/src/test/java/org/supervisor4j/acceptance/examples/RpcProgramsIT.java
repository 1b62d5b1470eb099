package org.supervisor4j.acceptance.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Programs are added to a running daemon, live like others, and go again; the file is not asked. */
class RpcProgramsIT {

    @TempDir
    private Path directory;

    private static String struct(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "<member><name>" + member.getKey() + "</name><value>" + member.getValue() + "</value></member>")
                .collect(Collectors.joining("", "<struct>", "</struct>"));
    }

    private static Answer add(SupervisorDaemon daemon, String group, String name, Map<String, String> options) {
        return daemon.rpc().call("programs.add", XmlRpc.string(group), XmlRpc.string(name), struct(options));
    }

    private static Answer remove(SupervisorDaemon daemon, String name, boolean stop) {
        return daemon.rpc().call("programs.remove", XmlRpc.string(name), XmlRpc.bool(stop));
    }

    @Test
    void anAddedProgramIsSupervisedLikeAnyOther() throws Exception {
        Path home = ExampleHome.with("rpc-programs", directory);
        Conf conf = Conf.in(directory.resolve("run")).program("cat", "command=/bin/cat");
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, conf)) {
            Answer added = add(daemon, "jobs", "report", Map.of(
                    "command", "/bin/sh -c 'echo mine; exec /bin/cat'", "startsecs", XmlRpc.integer(0),
                    "autorestart", XmlRpc.bool(true), "stdout_logfile", "%(here)s/report.log"));
            assertThat(added.body()).contains("<string>jobs:report</string>");
            daemon.awaitState("jobs:report", "RUNNING");
            assertThat(add(daemon, "cat", "mouse", Map.of("command", "/bin/cat")).fault()).isEmpty();
            daemon.awaitState("cat:mouse", "RUNNING");
            assertThat(daemon.ctl("status").out()).contains("jobs:report").contains("cat:mouse");

            Path log = daemon.file("report.log");
            Await.until("its output is logged", () -> Files.readString(log).equals("mine\n"));
            assertThat(daemon.rpc().call("programs.write", XmlRpc.string("jobs:report"), XmlRpc.string("stdout"),
                    XmlRpc.string("not mine")).fault()).isEmpty();
            assertThat(log).hasContent("mine\nnot mine\n");
            assertThat(daemon.rpc().call("programs.log", XmlRpc.string("all is well"), XmlRpc.string("warn")).fault()).isEmpty();
            daemon.awaitMessage("all is well");

            assertThat(daemon.ctl("update").out()).isEmpty(); // of the file, nothing has changed
            assertThat(remove(daemon, "jobs:report", false).fault()).isEqualTo("91 STILL_RUNNING: jobs:report");
            assertThat(remove(daemon, "jobs:report", true).fault()).isEmpty();
            assertThat(daemon.rpc().call("supervisor.getProcessInfo", XmlRpc.string("jobs:report")).fault())
                    .isEqualTo("10 BAD_NAME: jobs:report");
            assertThat(daemon.rpc().call("supervisor.startProcessGroup", XmlRpc.string("jobs")).fault())
                    .isEqualTo("10 BAD_NAME: jobs");
            assertThat(daemon.stop()).isZero();
            assertThat(daemon.offspring()).isEmpty();
        }
    }

    @Test
    void whatIsWrongIsAFaultInTheWordsOfTheConfiguration() {
        Path home = ExampleHome.with("rpc-programs", directory);
        int port = XmlRpc.freePort();
        Conf conf = Conf.in(directory.resolve("run"))
                .section("inet_http_server", "port=127.0.0.1:" + port)
                .program("cat", "command=/bin/cat");
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, conf)) {
            assertThat(XmlRpc.tcp(port).call("programs.add", XmlRpc.string("g"), XmlRpc.string("p"),
                    struct(Map.of("command", "/bin/cat"))).fault())
                    .matches("1010 NOT_ALLOWED: 127\\.0\\.0\\.1\\S* without a password may not add programs .*");
            assertThat(add(daemon, "cat", "cat", Map.of("command", "/bin/cat")).fault()).isEqualTo("90 ALREADY_ADDED: cat");
            assertThat(add(daemon, "jobs", "report", Map.of("startsecs", "soon")).fault())
                    .startsWith("92 CANT_REREAD: Error: invalid literal for int() with base 10: 'soon' in section 'program:report'")
                    .contains("program section program:report does not specify a command");
            assertThat(add(daemon, "jobs", "report", Map.of("command", "<array><data/></array>")).fault())
                    .startsWith("2 INCORRECT_PARAMETERS: options.command");
            assertThat(daemon.ctl("status").out().lines()).hasSize(1);
            assertThat(daemon.stop()).isZero();
        }
    }
}
