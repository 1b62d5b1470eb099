package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.api.event.ProcessStream.STDERR;
import static org.supervisor4j.api.event.ProcessStream.STDOUT;
import static org.supervisor4j.core.Programs.file;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.assertRefused;
import static org.supervisor4j.core.control.KernelFixture.id;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.config.LineFormat;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.config.TroublePolicy;
import org.supervisor4j.core.Programs;
import org.supervisor4j.posix.FakePosix;

/** Lines that somebody adds to the log of a process. */
class AddedLinesTest {

    private final KernelFixture kernel = new KernelFixture();

    private CompletableFuture<Void> write(String name, ProcessStream stream, String text) {
        return kernel.settled(kernel.service.writeLog(id(name), stream, text));
    }

    private String log(String file) {
        return kernel.logs.get(file).toString();
    }

    @Test
    void theyStandInTheLogOfARunningProcessBesideItsOwn() throws Exception {
        kernel.start(program("a").outputs(file("out"), file("err")).group());
        kernel.posix.write(FakePosix.FIRST_PID, "one\n");
        kernel.settle();

        assertThat(write("a", STDOUT, "two")).isCompleted();
        assertThat(write("a", STDERR, "bad\n")).isCompleted();
        kernel.posix.write(FakePosix.FIRST_PID, "three\n");
        kernel.settle();

        assertThat(log("out").replace("[reopened]", "")).isEqualTo("one\ntwo\nthree\n");
        assertThat(log("err").replace("[reopened]", "")).isEqualTo("bad\n");
    }

    @Test
    void theProcessNeedNotRun() throws Exception {
        kernel.start(program("a").autostart(false).outputs(file("out"), Programs.NO_FILE).group());

        assertThat(write("a", STDOUT, "one\ntwo")).isCompleted();

        assertThat(log("out")).isEqualTo("one\ntwo\n[closed]");
    }

    @Test
    void whereBothStreamsGoTheSameWayTheErrorsDoToo() throws Exception {
        OutputConfig out = file("out");
        kernel.start(program("a").autostart(false).redirected(out).group());

        assertThat(write("a", STDERR, "line")).isCompleted();

        assertThat(log("out")).isEqualTo("line\n[closed]");
    }

    @Test
    void theyHaveTheFormOfTheLog() throws Exception {
        OutputConfig out = new OutputConfig(
                file("out").destination(), 0, 0, 0, false, false, LogOutputs.NONE,
                new OutputHandling(TroublePolicy.BLOCK, LineFormat.PREFIXED));
        kernel.start(program("a").autostart(false).outputs(out, Programs.NO_FILE).group());

        assertThat(write("a", STDOUT, "one\ntwo")).isCompleted();

        assertThat(log("out")).matches("\\S+ a: one\n\\S+ a: two\n\\[closed\\]");
    }

    @Test
    void whoGoesNowhereOrDoesNotExistIsSaid() throws Exception {
        kernel.start(program("a").outputs(Programs.NO_FILE, Programs.NO_FILE).group());
        assertRefused(write("a", STDOUT, "line"), Reason.NO_FILE, "a");
        assertRefused(write("b", STDOUT, "line"), Reason.BAD_NAME, "b");
    }

    @Test
    void aLogThatCannotBeWrittenOrOpenedIsSaidWithItsReason() throws Exception {
        kernel.start(program("a").autostart(false).outputs(file("out"), Programs.NO_FILE).group());
        kernel.sinkTrouble = () -> {
            throw new IOException("No space left on device");
        };
        assertRefused(write("a", STDOUT, "line"), Reason.FAILED, "a: ENOSPC");
        kernel.sinkTrouble = () -> {};
        kernel.openingTrouble = () -> {
            throw new IOException("there is no disk");
        };
        assertRefused(write("a", STDOUT, "line"), Reason.FAILED, "a: there is no disk");
        assertThat(log("out")).isEmpty();
    }
}
