package org.supervisor4j.plugin.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.ListeningSocket;

class SharedSocketTest {

    private static final String CREATING = "INFO Creating socket tcp://127.0.0.1:9000";
    private static final String CLOSING = "INFO Closing socket tcp://127.0.0.1:9000";

    private final ProcessId first = new ProcessId("app", "app_0");
    private final ProcessId second = new ProcessId("app", "app_1");
    private final RecordingSockets sockets = new RecordingSockets();
    private final SharedSocket shared = new SharedSocket(new SocketSpec.Tcp("127.0.0.1", 9000, 5), sockets);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(SharedSocket.class);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void forget() {
        logger.detachAppender(appender);
    }

    private List<String> log() {
        return appender.list.stream().map(event -> event.getLevel() + " " + event.getFormattedMessage()).toList();
    }

    @Test
    void theFirstChildOpensItAndAllGetTheSame() throws IOException {
        ListeningSocket one = shared.acquire(first).orElseThrow();
        ListeningSocket two = shared.acquire(second).orElseThrow();

        assertThat(two).isSameAs(one);
        assertThat(sockets.asked)
                .containsExactly(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 9000));
        assertThat(sockets.backlogs).containsExactly(5);
        assertThat(log()).containsExactly(CREATING);
    }

    @Test
    void itStaysAsLongAsOneChildLivesAndIsClosedAfterTheLast() throws IOException {
        shared.acquire(first);
        shared.acquire(second);
        shared.release(first);
        ListeningSocket again = shared.acquire(first).orElseThrow();
        shared.release(second);

        assertThat(sockets.opened).singleElement().isSameAs(again);
        assertThat(sockets.openNow()).isOne();

        shared.release(first);

        assertThat(sockets.openNow()).isZero();
        assertThat(log()).containsExactly(CREATING, CLOSING);
    }

    @Test
    void afterTheLastChildTheNextOpensAnother() throws IOException {
        ListeningSocket before = shared.acquire(first).orElseThrow();
        shared.release(first);
        ListeningSocket after = shared.acquire(second).orElseThrow();

        assertThat(after).isNotSameAs(before);
        assertThat(sockets.openNow()).isOne();
        assertThat(log()).containsExactly(CREATING, CLOSING, CREATING);
    }

    @Test
    void aSocketThatCannotBeOpenedFailsThatStartAndIsTriedAgainForTheNext() throws IOException {
        sockets.failure = new IOException("bind(/127.0.0.1:9000) failed with EADDRINUSE");

        assertThatThrownBy(() -> shared.acquire(first))
                .isInstanceOf(IOException.class)
                .hasMessage("Could not create FastCGI socket tcp://127.0.0.1:9000: [Errno 98] Address already in use")
                .hasCause(sockets.failure);
        sockets.failure = null;
        shared.acquire(first);
        shared.release(first);

        assertThat(sockets.openNow()).isZero();
        assertThat(log()).containsExactly(CREATING, CREATING, CLOSING);
    }

    @Test
    void aReleaseTooManyIsAnError() throws IOException {
        shared.acquire(first);
        shared.release(first);

        assertThatThrownBy(() -> shared.release(first))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("app_0")
                .hasMessageContaining("tcp://127.0.0.1:9000");
        assertThat(log()).containsExactly(CREATING, CLOSING);
    }

    @Test
    void theEndOfTheGroupClosesWhatIsStillOpenAndElseDoesNothing() throws IOException {
        shared.close();
        assertThat(log()).isEmpty();

        shared.acquire(first);
        shared.close();
        shared.close();

        assertThat(sockets.openNow()).isZero();
        assertThat(log()).containsExactly(CREATING, CLOSING);
    }

    @Test
    void anActivatedGroupHasTriedItsSocketOut() throws IOException {
        GroupHooks hooks = new FastCgiGroup(new SocketSpec.Tcp("127.0.0.1", 9000, 5), sockets).activate();

        assertThat(sockets.opened).hasSize(1);
        assertThat(sockets.openNow()).isZero();
        assertThat(log()).containsExactly(CREATING, CLOSING);
        assertThat(hooks.acquire(first)).isPresent();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "bind(x) failed with EADDRNOTAVAIL, [Errno 99] Cannot assign requested address",
        "bind(x) failed with EACCES, [Errno 13] Permission denied",
        "bind(x) failed with errno 200, bind(x) failed with errno 200",
    })
    void aGroupWhoseSocketCannotBeOpenedIsNotActivated(String cause, String reason) {
        sockets.failure = new IOException(cause);
        FastCgiGroup group = new FastCgiGroup(new SocketSpec.Tcp("127.0.0.1", 9000, 5), sockets);

        assertThatThrownBy(group::activate)
                .isInstanceOf(IOException.class)
                .hasMessage("Could not create FastCGI socket tcp://127.0.0.1:9000: " + reason);
        assertThat(log()).containsExactly(CREATING);
    }

    @Test
    void aHostThatDoesNotExistIsSaidSoInSupervisordsWords() {
        FastCgiGroup group = new FastCgiGroup(new SocketSpec.Tcp("*", 9000, 5), sockets);

        assertThatThrownBy(group::activate)
                .hasMessage("Could not create FastCGI socket tcp://*:9000: [Errno -2] Name or service not known");
        assertThat(sockets.asked).isEmpty();
    }
}
