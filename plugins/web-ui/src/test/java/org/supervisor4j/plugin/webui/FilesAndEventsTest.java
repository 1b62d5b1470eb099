package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.RecordingSupervisor;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.event.ProcessStateEvent;

@Timeout(60)
class FilesAndEventsTest {

    private static final int MOST = 150_000; // bytes of the page, compressed

    private final RecordingSupervisor supervisor = new RecordingSupervisor();
    private RunningPage page;

    @BeforeEach
    void open() throws Exception {
        supervisor.has("web", ProcessState.RUNNING);
        page = new RunningPage(supervisor);
    }

    @AfterEach
    void close() throws Exception {
        page.close();
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("web-page")).count();
    }

    @Test
    void aFileIsSentOnceAndThenOnlyConfirmed() throws Exception {
        HttpResponse<String> first = page.get("/scripts/app.js");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.headers().firstValue("Content-Type")).contains("text/javascript;charset=utf-8");
        assertThat(page.get("/scripts/app.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(page.get("/scripts/app.js", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding")).contains("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/scripts/", "/scripts/none.js", "/scripts/%2e%2e/index.html", "/images/icon.svg%00", "/stylesheets/supervisor"})
    void nothingElseIsAFile(String path) throws Exception {
        assertThat(page.get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void allOfThePageTogetherIsSmall() throws Exception {
        Path root = Path.of(RunningPage.class.getResource("/web/index.html").toURI()).getParent();
        List<Path> files;
        try (Stream<Path> found = Files.walk(root)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files) {
            try (GZIPOutputStream compressed = new GZIPOutputStream(all); InputStream in = Files.newInputStream(file)) {
                in.transferTo(compressed);
            }
        }
        assertThat(files).hasSizeGreaterThan(10);
        assertThat(all.size()).isLessThan(MOST);
    }

    @Test
    void theStreamBringsWhatHappensAndCostsAThreadOnlyWhileSomebodyLooks() throws Exception {
        assertThat(threads()).isZero();
        Iterator<String> lines = page.events("/api/events").body().iterator();
        assertThat(until(lines, "event: hello")).isPresent();
        assertThat(until(lines, "data: ").orElseThrow()).contains("\"token\":");
        assertThat(until(lines, "data: ").orElseThrow()).contains("\"full\":true").contains("\"n\":\"web\"");
        assertThat(threads()).isEqualTo(1);

        supervisor.has("web", ProcessState.FATAL);
        page.page.onEvent(new ProcessStateEvent(new ProcessId("web", "web"), ProcessState.BACKOFF, ProcessState.FATAL, 0, 3, false));

        String news = until(lines, "data: {\"full\":false").orElseThrow();
        assertThat(news).contains("\"s\":\"FATAL\"").contains("\"from\":\"BACKOFF\"");
        page.page.viewers().endAll();
        Awaitility.await().until(() -> threads() == 0);
    }

    @Test
    void aStreamEndsWithTheRightsThatItWasBegunWith() throws Exception {
        AtomicReference<Runnable> revoked = new AtomicReference<>();
        AtomicInteger forgotten = new AtomicInteger();
        page.allowOnly(new Revocable(revoked, forgotten));
        Iterator<String> lines = page.events("/api/events").body().iterator();
        assertThat(until(lines, "event: board")).isPresent();

        revoked.get().run();

        assertThat(until(lines, "never")).isEmpty(); // it ends
        Awaitility.await().until(() -> page.page.viewers().count() == 0 && forgotten.get() == 1);
    }

    /** Everything, until it is taken away. */
    private record Revocable(AtomicReference<Runnable> told, AtomicInteger forgotten) implements Access {
        @Override
        public boolean mayView(String group) {
            return true;
        }

        @Override
        public boolean mayOperate(String group) {
            return true;
        }

        @Override
        public boolean mayAdminister() {
            return true;
        }

        @Override
        public Runnable whenRevoked(Runnable listener) {
            told.set(listener);
            return forgotten::incrementAndGet;
        }
    }

    private static Optional<String> until(Iterator<String> lines, String start) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(start)) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    @Test
    void viewersAreBoundedAndAdministratorsHaveTheLastPlaces() throws Exception {
        page.allowOnly(new OnlyGroups(Set.of("web"), Set.of("web")));
        for (int i = 0; i < Viewers.MOST - Viewers.RESERVED; i++) {
            assertThat(page.events("/api/events").statusCode()).isEqualTo(200);
        }
        assertThat(page.events("/api/events").statusCode()).isEqualTo(503);

        page.allowOnly(Access.EVERYTHING); // who has all rights is not kept out by who has not
        for (int i = 0; i < Viewers.RESERVED; i++) {
            assertThat(page.events("/api/events").statusCode()).isEqualTo(200);
        }
        assertThat(page.events("/api/events").statusCode()).isEqualTo(503);
        page.page.viewers().endAll();
    }
}
