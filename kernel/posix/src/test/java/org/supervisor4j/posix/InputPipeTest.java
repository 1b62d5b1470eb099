package org.supervisor4j.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A child's standard input on the real system: what happens when it is full, read and closed. */
@Timeout(20)
class InputPipeTest {

    private static final int MORE_THAN_A_PIPE_HOLDS = 4 << 20;

    private final LinuxPosix posix = new LinuxPosix();
    private Poller poller;
    private ChildPipe pipe;

    @BeforeEach
    void open() throws Exception {
        poller = posix.openPoller();
        pipe = posix.openInputPipe(true);
    }

    @AfterEach
    void close() {
        poller.close();
        posix.close(pipe.ours());
    }

    @Test
    void aFullPipeTakesNoMoreUntilSomebodyHasRead() throws Exception {
        ByteBuffer data = ByteBuffer.allocateDirect(MORE_THAN_A_PIPE_HOLDS);
        int written = posix.writeSome(pipe.ours(), data);

        assertThat(written).isPositive().isEqualTo(data.position());
        assertThat(posix.writeSome(pipe.ours(), data)).isEqualTo(Posix.WOULD_BLOCK);
        poller.watchOutput(pipe.ours(), 7);
        assertThat(ready(0)).isEmpty();

        assertThat(posix.read(pipe.childs(), ByteBuffer.allocateDirect(written))).isEqualTo(written);
        assertThat(ready(Poller.FOREVER)).containsExactly(7L);
        assertThat(posix.writeSome(pipe.ours(), data)).isPositive();
        poller.forget(pipe.ours());
        posix.close(pipe.childs());
    }

    @Test
    void whatTheOtherSideHasNotReadIsKnown() throws Exception {
        assertThat(posix.unreadBytes(pipe.ours())).isZero();
        posix.writeSome(pipe.ours(), ByteBuffer.allocateDirect(1_000));
        assertThat(posix.unreadBytes(pipe.ours())).isEqualTo(1_000);
        posix.read(pipe.childs(), ByteBuffer.allocateDirect(600));
        assertThat(posix.unreadBytes(pipe.ours())).isEqualTo(400);
        posix.close(pipe.childs());
    }

    @Test
    void aWiderPipeHoldsMoreAndWhatItHeldBefore() throws Exception {
        ByteBuffer data = ByteBuffer.allocateDirect(262_144);
        int held = posix.writeSome(pipe.ours(), data);
        assertThat(held).isLessThan(data.capacity());
        posix.widen(pipe.childs(), data.capacity());
        assertThat(posix.writeSome(pipe.ours(), data)).isEqualTo(data.capacity() - held);
        assertThat(posix.unreadBytes(pipe.ours())).isEqualTo(data.capacity());
        posix.close(pipe.childs());
    }

    @Test
    void onlyAPipeThatTheChildKeepsAliveHasNoEndWithoutUs() throws Exception {
        ChildPipe other = posix.openInputPipe(false);
        posix.close(other.ours());
        assertThat(posix.read(other.childs(), ByteBuffer.allocateDirect(1))).isZero();
        posix.close(other.childs());
        ByteBuffer data = ByteBuffer.allocateDirect(1);
        posix.write(pipe.childs(), data); // it can, and reads it itself
        assertThat(posix.read(pipe.childs(), ByteBuffer.allocateDirect(1))).isEqualTo(1);
        posix.close(pipe.childs());
    }

    @Test
    void aPipeThatNobodyReadsIsReadyAndRefusesToTakeAnything() throws Exception {
        poller.watchOutput(pipe.ours(), 7);
        posix.close(pipe.childs());

        assertThat(ready(Poller.FOREVER)).containsExactly(7L);
        assertThatThrownBy(() -> posix.writeSome(pipe.ours(), ByteBuffer.allocateDirect(1)))
                .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPIPE));
        poller.forget(pipe.ours());
    }

    private List<Long> ready(long timeoutNanos) throws ErrnoException {
        List<Long> tokens = new ArrayList<>();
        poller.await(timeoutNanos, tokens::add);
        return tokens;
    }
}
