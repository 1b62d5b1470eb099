package org.supervisor4j.acceptance.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** The last lines of a program are there without a file, also after its end. */
class LogSinkRecentIT {

    @TempDir
    private Path directory;

    private static Answer lines(SupervisorDaemon daemon, String name, int count) {
        return daemon.rpc().call("recent.lines", XmlRpc.string(name), XmlRpc.integer(count));
    }

    @Test
    void theLastLinesOfAProgramAreShown() {
        Conf conf = Conf.in(directory.resolve("run"))
                .append("supervisord", "logsinks=recent")
                .program("sayer", "command=/bin/sh -c 'echo one; echo two; echo three'", "startsecs=0", "autorestart=false",
                        "stdout_logfile=NONE", "stdout_logsinks=recent", "stdout_recent_lines=2")
                .program("quiet", "command=/bin/cat");
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(ExampleHome.with("log-sink-recent", directory), conf)) {
            daemon.awaitState("sayer", "EXITED");
            Await.until("its lines are shown", () -> lines(daemon, "sayer", 9).body().contains("<string>three</string>"));
            assertThat(lines(daemon, "sayer", 9).body()).contains("<string>two</string>").doesNotContain("<string>one</string>");
            assertThat(lines(daemon, "sayer", 1).body()).doesNotContain("<string>two</string>");
            assertThat(lines(daemon, "quiet", 1).fault()).isEqualTo("20 NO_FILE: quiet has no such log");
            assertThat(daemon.rpc().call("recent.activity", XmlRpc.integer(1000)).body()).contains("spawned: 'sayer' with pid");

            conf.append("program:sayer", "stderr_logsinks=recent", "stderr_recent_lines=0", "stderr_recent_size=5").write();
            assertThat(daemon.ctl("reread").out()).contains("stderr_recent_size");
            assertThat(daemon.stop()).isZero();
        }
    }
}
