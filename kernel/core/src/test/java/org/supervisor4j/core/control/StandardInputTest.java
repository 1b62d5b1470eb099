package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.assertRefused;
import static org.supervisor4j.core.control.KernelFixture.id;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.posix.FakePosix;

/** What is sent to the standard input of a child. */
class StandardInputTest {

    private static final int CHILD = FakePosix.FIRST_PID;
    private static final int BOUND = 8 << 20; // as Supervisor.sendStdin says

    private final KernelFixture kernel = new KernelFixture();

    @BeforeEach
    void startAProgram() throws Exception {
        kernel.start(program("a").group());
        kernel.passSeconds(1);
    }

    private CompletableFuture<Void> send(String text) throws Exception {
        return kernel.settled(kernel.service.sendStdin(id("a"), text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void isInThePipeWhenTheAnswerComes() throws Exception {
        assertThat(send("one\n")).isCompleted();
        assertThat(send("zwei ü\n")).isCompleted();

        assertThat(kernel.posix.stdin(CHILD)).isEqualTo("one\nzwei ü\n");
    }

    @Test
    void waitsWholeAndInOrderForAChildThatReadsSlowly() throws Exception {
        kernel.posix.stdinRoom = 3;
        assertThat(send("first\n")).isCompleted();
        assertThat(send("second\n")).isCompleted();
        assertThat(kernel.posix.stdin(CHILD)).isEqualTo("fir");

        kernel.posix.stdinRoom = 6;
        kernel.settle();
        assertThat(kernel.posix.stdin(CHILD)).isEqualTo("first\nsec");

        kernel.posix.stdinRoom = 100;
        kernel.settle();
        assertThat(kernel.posix.stdin(CHILD)).isEqualTo("first\nsecond\n");
        assertThat(send("third\n")).isCompleted();
        assertThat(kernel.posix.stdin(CHILD)).isEqualTo("first\nsecond\nthird\n");
    }

    @Test
    void isRefusedWholeWhenTooMuchWaits() throws Exception {
        kernel.posix.stdinRoom = 0;
        assertThat(send("x".repeat(BOUND - 1))).isCompleted();

        assertRefused(
                send("yy"),
                Reason.FAILED,
                "a does not read its standard input: 8388607 bytes are waiting (expected: with 2 more at most 8388608)");
        assertThat(send("z")).isCompleted();
        kernel.posix.stdinRoom = Integer.MAX_VALUE;
        kernel.settle();
        assertThat(kernel.posix.stdin(CHILD)).hasSize(BOUND).endsWith("xz");
    }

    @Test
    void isRefusedWhenTooMuchWaitsForAllProcessesTogetherAndTakenAgainAfterwards() throws Exception {
        KernelFixture many = new KernelFixture();
        many.start(program("a").group(), program("b").group(), program("c").group(), program("d").group(), program("e").group());
        many.posix.stdinRoom = 0;
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(many.settled(many.service.sendStdin(id(name), new byte[BOUND]))).isCompleted();
        }
        assertRefused(
                many.settled(many.service.sendStdin(id("e"), new byte[1])),
                Reason.FAILED,
                "too much standard input is waiting for processes that do not read it (expected: with 1 more at most 33554432 bytes)");

        many.exit(CHILD, 1); // a, and what waited for it is gone with it

        assertThat(many.settled(many.service.sendStdin(id("e"), new byte[BOUND]))).isCompleted();
    }

    @Test
    void isRefusedOnceTheChildHasClosedIt() throws Exception {
        kernel.posix.stdinRoom = -1;

        assertRefused(send("x"), Reason.NO_FILE, "a");
        kernel.posix.stdinRoom = 10;
        assertRefused(send("x"), Reason.NO_FILE, "a");
        assertThat(kernel.posix.stdin(CHILD)).isEmpty();
    }

    @Test
    void isForgottenWithTheChildAndTheNextOneHasItsOwn() throws Exception {
        kernel.posix.stdinRoom = 1;
        send("old");
        kernel.exit(CHILD, 1); // nothing that was watched or open for it is closed twice: the fake would refuse
        kernel.posix.stdinRoom = 100;
        kernel.passSeconds(1);

        assertThat(send("new")).isCompleted();
        assertThat(kernel.posix.stdin(CHILD)).isEqualTo("o");
        assertThat(kernel.posix.stdin(CHILD + 1)).isEqualTo("new");
    }

    @Test
    void needsAChildThatIsNotToEnd() throws Exception {
        kernel.service.stop(id("a"), false);
        kernel.settle();
        assertRefused(send("x"), Reason.NOT_RUNNING, "a");
        kernel.exit(CHILD, 0);
        assertRefused(send("x"), Reason.NOT_RUNNING, "a");
        assertRefused(
                kernel.settled(kernel.service.sendStdin(id("b"), new byte[1])), Reason.BAD_NAME, "b");
    }
}
