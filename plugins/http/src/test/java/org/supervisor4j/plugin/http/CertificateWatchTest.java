package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.tls.PemException;
import org.supervisor4j.api.tls.TestCertificate;

/** The ways in which a certificate can become another one. */
@Timeout(90)
class CertificateWatchTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Certificates.class);

    @TempDir
    private static Path made;

    private static TestCertificate old;
    private static TestCertificate renewed;

    @TempDir
    private Path home;

    private Path folder;
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private CertificateWatch watch;
    private Certificates certificates;

    @BeforeAll
    static void make() {
        old = TestCertificate.make(made, "old");
        renewed = TestCertificate.make(made, "renewed");
    }

    @BeforeEach
    void begin() throws IOException {
        folder = Files.createDirectories(home.resolve("etc/tls"));
        said.list = new CopyOnWriteArrayList<>(); // another thread's
        said.start();
        LOG.addAppender(said);
    }

    @AfterEach
    void stop() throws Exception {
        watch.stop();
        LOG.detachAppender(said);
    }

    /** In that folder, as {@code cert} and {@code key}. */
    private static void put(TestCertificate certificate, Path folder) throws IOException {
        Files.createDirectories(folder);
        certificate.replace(new TestCertificate(folder.resolve("cert"), folder.resolve("key")));
    }

    private static Certificates in(Path folder) throws PemException {
        return new Certificates("s", new TlsFiles(folder.resolve("cert"), folder.resolve("key"), Optional.empty()));
    }

    private void watch(Path folder) throws PemException {
        certificates = in(folder);
        watch = CertificateWatch.start(List.of(new TlsContext(certificates))).orElseThrow();
    }

    private void awaitServed(TestCertificate expected) throws PemException {
        var identity = new TlsFiles(expected.certificate(), expected.key(), Optional.empty()).read().identity();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                assertThat(certificates.current().identity().chain()).isEqualTo(identity.chain()));
    }

    private static void remove(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    /** As a renewal does it: under another name first, so that the link is never missing. */
    private static void turn(Path link, String target) throws IOException {
        Path next = link.resolveSibling("next");
        Files.createSymbolicLink(next, Path.of(target));
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitBothWays(Path folder) throws Exception {
        awaitServed(renewed);
        put(old, folder); // and it goes on
        awaitServed(old);
    }

    @Test
    void aFolderThatIsRemovedAndMadeAnew() throws Exception {
        put(old, folder);
        watch(folder);
        remove(folder);
        awaitMissed();
        put(renewed, folder);

        awaitBothWays(folder);
    }

    /** The watch has seen that the files are missing, and said so. */
    private void awaitMissed() {
        await().atMost(Duration.ofSeconds(60)).until(() -> said.list.stream()
                .anyMatch(event -> event.getFormattedMessage().contains("no such file")));
    }

    @Test
    void aFolderSomewhereAboveThatIsAwayAndComesBackWithOthers() throws Exception {
        put(old, folder);
        watch(folder);
        Files.move(home.resolve("etc"), home.resolve("away"));
        put(renewed, home.resolve("away/tls"));
        awaitMissed();
        Files.move(home.resolve("away"), home.resolve("etc"));

        awaitBothWays(folder);
    }

    @Test
    void aFolderThatIsMovedIntoThePlaceOfAnother() throws Exception {
        put(old, folder);
        put(renewed, home.resolve("etc/new"));
        watch(folder);
        Files.move(folder, home.resolve("etc/old"));
        Files.move(home.resolve("etc/new"), folder);

        awaitBothWays(folder);
    }

    @Test
    void aLinkInTheMiddleThatLeadsElsewhere() throws Exception {
        put(old, home.resolve("archive/1"));
        put(renewed, home.resolve("archive/2"));
        Path live = Files.createSymbolicLink(home.resolve("live"), Path.of("archive/1"));
        watch(live);
        turn(live, "archive/2");

        awaitServed(renewed);
        turn(live, home.resolve("archive/../archive/1").toString());
        awaitServed(old);
        put(renewed, home.resolve("archive/1"));
        awaitServed(renewed);
    }

    @Test
    void theLinkOfAMountedSecret() throws Exception {
        put(old, folder.resolve("..2026_1"));
        put(renewed, folder.resolve("..2026_2"));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_1"));
        Files.createSymbolicLink(folder.resolve("cert"), Path.of("..data/cert"));
        Files.createSymbolicLink(folder.resolve("key"), Path.of("..data/key"));
        watch(folder);
        turn(folder.resolve("..data"), "..2026_2");
        remove(folder.resolve("..2026_1"));

        awaitServed(renewed);
        put(old, folder.resolve("..2026_3"));
        turn(folder.resolve("..data"), "..2026_3");
        awaitServed(old);
    }

    @Test
    void whatHasChangedSinceTheStart() throws Exception {
        put(old, folder);
        certificates = in(folder);
        TlsContext context = new TlsContext(certificates);
        put(renewed, folder);
        watch = CertificateWatch.start(List.of(context)).orElseThrow();

        awaitServed(renewed);
    }

    @Test
    void nobodyWhoWritesBesideItDelaysIt() throws Exception {
        put(old, folder);
        watch(folder);
        AtomicInteger written = new AtomicInteger();
        Path log = folder.resolve("log");
        Thread busy = Thread.ofPlatform().start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    Files.writeString(log, "line " + written.incrementAndGet());
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            await().until(() -> written.get() > 10);
            put(renewed, folder);
            awaitServed(renewed);
        } finally {
            busy.interrupt();
            busy.join();
        }
    }
}
