package org.supervisor4j.plugin.logtail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.disk.SimpleDiskWork;

@Timeout(60)
class LogTailsTest {

    private static final long LONG = 30_000;
    private static final long SHORT = 300;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("a.log"), "");
    }

    /** All that comes until it ends with this. */
    private static String until(Socket client, String end) throws IOException {
        StringBuilder all = new StringBuilder();
        InputStream in = client.getInputStream();
        while (all.length() < end.length() || !all.substring(all.length() - end.length()).equals(end)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after: " + all);
            }
            all.append((char) next);
        }
        return all.toString();
    }

    @Test
    void theHeadersComeBeforeThereIsAnythingToRead() throws Exception {
        try (RunningTails server = new RunningTails(Optional.of(file), LONG);
                Socket client = server.ask("GET / HTTP/1.1")) {
            assertThat(until(client, "\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n")
                    .containsIgnoringCase("Content-Type: text/plain;charset=utf-8\r\n")
                    .containsIgnoringCase("Transfer-Encoding: chunked\r\n").containsIgnoringCase("Last-Modified: ");
            Files.writeString(file, "one\n", StandardOpenOption.APPEND);
            assertThat(until(client, "one\n")).isEqualTo("4\r\none\n");
            Files.writeString(file, "two\n", StandardOpenOption.APPEND);
            assertThat(until(client, "two\n")).isEqualTo("\r\n4\r\ntwo\n");
        }
    }

    /** Virtual ones, which share a few with all requests, are not among those that the system knows. */
    @Test
    void filesAreReadOnThreadsOfTheSystem() throws Exception {
        try (RunningTails server = new RunningTails(Optional.of(file), LONG);
                Socket client = server.ask("GET / HTTP/1.1")) {
            Files.writeString(file, "one\n", StandardOpenOption.APPEND);
            until(client, "one\n");
            assertThat(Thread.getAllStackTraces().keySet())
                    .anySatisfy(thread -> assertThat(thread.getName()).startsWith("log-tail-"));
        }
    }

    @Test
    void http10IsServedWithoutChunksAndAtOnceToo() throws Exception {
        Files.writeString(file, "x".repeat(2_000));
        try (RunningTails server = new RunningTails(Optional.of(file), LONG);
                Socket client = server.ask("GET / HTTP/1.0")) {
            assertThat(until(client, "\r\n\r\n")).doesNotContainIgnoringCase("chunked");
            assertThat(until(client, "x".repeat(1_024))).hasSize(1_024);
            Files.writeString(file, "more\n", StandardOpenOption.APPEND);
            assertThat(until(client, "more\n")).isEqualTo("more\n");
        }
    }

    @Test
    void whoAsksForMoreOfWhatIsThereGetsIt() throws Exception {
        Files.writeString(file, "y" + "x".repeat(4_999));
        try (RunningTails server = new RunningTails(Optional.of(file), LONG);
                Socket all = server.ask("GET /?limit=5000 HTTP/1.0"); Socket few = server.ask("GET /?limit=1 HTTP/1.0");
                Socket nonsense = server.ask("GET /?limit=-5000 HTTP/1.0")) {
            assertThat(until(all, "\r\n\r\n")).containsIgnoringCase("X-Content-Type-Options: nosniff");
            assertThat(until(all, "x".repeat(4_999))).isEqualTo("y" + "x".repeat(4_999));
            for (Socket usual : List.of(few, nonsense)) {
                until(usual, "\r\n\r\n");
                assertThat(until(usual, "x".repeat(1_024))).hasSize(1_024);
            }
        }
    }

    @Test
    void otherMethodsAreBadRequestsAndNoLogIsNotFound() throws Exception {
        try (RunningTails server = new RunningTails(Optional.of(file), LONG);
                Socket head = server.ask("HEAD / HTTP/1.1"); Socket post = server.ask("POST / HTTP/1.1")) {
            assertThat(until(head, "\r\n")).contains(" 400 ");
            assertThat(until(post, "\r\n")).contains(" 400 ");
        }
        for (Optional<Path> none : List.of(Optional.<Path>empty(), Optional.of(directory.resolve("none")),
                Optional.of(Path.of("/dev/null")), Optional.of(directory))) {
            try (RunningTails server = new RunningTails(none, LONG); Socket client = server.ask("GET / HTTP/1.1")) {
                assertThat(until(client, "\r\n")).as("%s", none).contains(" 404 ");
            }
        }
    }

    @Test
    void aStreamEndsWithItsClientsRightsAndOneThatEndsOtherwiseHasNothingToBeTold() throws Exception {
        try (RunningTails server = new RunningTails(Optional.of(file), LONG)) {
            try (Socket client = server.ask("GET / HTTP/1.1")) {
                until(client, "\r\n\r\n");
                try (Socket leaving = server.ask("GET / HTTP/1.1")) {
                    until(leaving, "\r\n\r\n");
                    await().until(() -> server.access().answering() == 2);
                }
                Files.writeString(file, "x".repeat(1_000_000), StandardOpenOption.APPEND); // shows that it is gone
                await().until(() -> server.access().answering() == 1);

                server.access().revoke();

                assertThat(until(client, "\r\n0\r\n\r\n")).contains("xxx");
            }
            assertThat(server.access().answering()).isZero();
            assertThat(server.tails().count()).isZero();
        }
    }

    @Test
    void inTheMomentOfARotationThereIsAStreamToo() throws Exception {
        Files.writeString(file, "old\n");
        Files.move(file, directory.resolve("a.log.1"));
        try (RunningTails server = new RunningTails(Optional.of(file), LONG);
                Socket client = server.ask("GET / HTTP/1.0")) {
            assertThat(until(client, "\r\n\r\n")).contains(" 200 ").containsIgnoringCase("Last-Modified: ");
            assertThat(until(client, "old\n")).isEqualTo("old\n");
            Files.writeString(file, "new\n");
            assertThat(until(client, "new\n")).isEqualTo("new\n");
        }
    }

    @Test
    void aStreamThatCannotBeginLeavesNothingOpen() throws Exception {
        try (RunningTails server = RunningTails.withoutAsync(file); Socket client = server.ask("GET / HTTP/1.1")) {
            assertThat(until(client, "\r\n")).contains(" 500 ");
            assertThat(Descriptors.in(directory)).isEmpty();
        }
    }

    @Test
    void aClientThatDoesNotReadIsLeftAndTheOthersGetEverything() throws Exception {
        try (RunningTails server = new RunningTails(Optional.of(file), SHORT);
                Socket lazy = server.ask("GET / HTTP/1.1"); Socket keen = server.ask("GET / HTTP/1.0")) {
            until(lazy, "\r\n\r\n");
            until(keen, "\r\n\r\n");
            String line = "x".repeat(65_535) + "\n";
            for (int i = 0; i < 200; i++) { // more than all buffers of a connection hold
                Files.writeString(file, line, StandardOpenOption.APPEND);
                assertThat(until(keen, "x\n")).hasSize(line.length());
            }
            await().until(() -> server.tails().count() == 1);
        }
    }

    @Test
    void asManyClientsAsThereMayBeAreServedAndOneMoreIsTurnedAway() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (RunningTails server = new RunningTails(Optional.of(file), LONG)) {
            for (int i = 0; i < LogTails.MAX_STREAMS; i++) {
                clients.add(server.ask("GET / HTTP/1.1"));
                until(clients.getLast(), "\r\n\r\n");
            }
            try (Socket oneMore = server.ask("GET / HTTP/1.1")) {
                assertThat(until(oneMore, "\r\n")).contains(" 503 ");
            }
            Files.writeString(file, "for all\n", StandardOpenOption.APPEND);
            for (Socket client : clients) {
                assertThat(until(client, "for all\n")).isEqualTo("8\r\nfor all\n");
            }
            server.tails().endAll();
            assertThat(server.tails().count()).isZero();
            for (Socket client : clients) {
                assertThat(until(client, "0\r\n\r\n")).isEqualTo("\r\n0\r\n\r\n");
                client.close();
            }
        }
    }

    @Test
    void aPlaceIsTakenBeforeTheStreamBegins() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LogTails tails = new LogTails(new SimpleDiskWork(), anyFile -> {
            opening.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return DirectoryWatch.open(anyFile);
        }, 1);
        try (RunningTails server = new RunningTails(tails, Optional.of(file), LONG);
                Socket first = server.ask("GET / HTTP/1.1")) {
            opening.await();
            try (Socket second = server.ask("GET / HTTP/1.1")) {
                assertThat(until(second, "\r\n")).contains(" 503 ");
            }
            goOn.countDown();
            assertThat(until(first, "\r\n")).contains(" 200 ");
        }
    }

    @Test
    void aLogThatDoesNotAnswerIsUnavailableAndKeepsNoPlaces() throws Exception {
        CountDownLatch diskIsBack = new CountDownLatch(1);
        LogTails tails = new LogTails(new SimpleDiskWork(Duration.ofMillis(200)), anyFile -> {
            try {
                diskIsBack.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return DirectoryWatch.open(anyFile);
        }, 1);
        try (RunningTails server = new RunningTails(tails, Optional.of(file), LONG)) {
            for (int i = 0; i < 2; i++) {
                try (Socket client = server.ask("GET / HTTP/1.1")) {
                    assertThat(until(client, "\r\n")).contains(" 503 ");
                }
                await().until(() -> tails.count() == 0);
            }
            diskIsBack.countDown();
            await().untilAsserted(() -> { // what still waits for it may be in front
                try (Socket client = server.ask("GET / HTTP/1.1")) {
                    assertThat(until(client, "\r\n")).contains(" 200 ");
                }
            });
            tails.endAll();
            await().untilAsserted(() -> assertThat(Descriptors.in(directory)).as("opened for who has gone").isEmpty());
        }
    }

    @Test
    void thatThereAreTooManyIsSaidOnceThoughAFewComeAndGo() throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger(LogTails.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        log.addAppender(said);
        try (RunningTails server = new RunningTails(new LogTails(new SimpleDiskWork(), DirectoryWatch::open, 3), Optional.of(file), LONG)) {
            Socket goes = server.ask("GET / HTTP/1.1");
            until(goes, "\r\n\r\n");
            try (Socket a = server.ask("GET / HTTP/1.1"); Socket b = server.ask("GET / HTTP/1.1");
                    Socket refused = server.ask("GET / HTTP/1.1")) {
                long served = 0;
                for (Socket client : List.of(a, b, refused)) {
                    served += until(client, "\r\n").contains(" 200 ") ? 1 : 0;
                }
                assertThat(served).isEqualTo(2);
                goes.close();
                await().until(() -> {
                    Files.writeString(file, "x\n", StandardOpenOption.APPEND); // this server notices by writing
                    return server.tails().count() == 2;
                });
                try (Socket comes = server.ask("GET / HTTP/1.1")) {
                    assertThat(until(comes, "\r\n")).contains(" 200 ");
                    try (Socket oneMore = server.ask("GET / HTTP/1.1")) {
                        assertThat(until(oneMore, "\r\n")).contains(" 503 ");
                    }
                }
            }
        } finally {
            log.detachAppender(said);
        }
        assertThat(said.list).filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("3 clients follow logs, more are turned away");
    }

    @Test
    void withoutAWatchItIsUnavailableUntilTheSystemHasOneAgain() throws Exception {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        LogTails tails = new LogTails(new SimpleDiskWork(), anyFile -> {
            if (exhausted.get()) {
                throw new IOException("User limit of inotify instances reached or too many open files");
            }
            return DirectoryWatch.open(anyFile);
        }, LogTails.MAX_STREAMS);
        try (RunningTails server = new RunningTails(tails, Optional.of(file), LONG)) {
            try (Socket client = server.ask("GET / HTTP/1.1")) {
                assertThat(until(client, "\r\n")).contains(" 503 ");
            }
            exhausted.set(false);
            try (Socket client = server.ask("GET / HTTP/1.1")) {
                assertThat(until(client, "\r\n")).contains(" 200 ");
            }
        }
    }

    @Test
    void stoppingEndsTheStreamsProperly() throws Exception {
        try (RunningTails server = new RunningTails(Optional.of(file), LONG);
                Socket client = server.ask("GET / HTTP/1.1")) {
            until(client, "\r\n\r\n");
            server.tails().close();
            assertThat(until(client, "0\r\n\r\n")).isEqualTo("0\r\n\r\n");
            try (Socket late = server.ask("GET / HTTP/1.1")) {
                assertThat(until(late, "\r\n")).contains(" 503 ");
            }
        }
    }
}
