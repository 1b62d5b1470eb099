package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    @Test
    void whatThePageNamesMayBeKeptForGoodAndOtherVersionsAreAskedForAgain() throws Exception {
        String live = page.get("/", "Sec-Fetch-Mode", "navigate").body();
        Matcher address = Pattern.compile("=\"((?:scripts|stylesheets|images)/([0-9a-f]{16})/[a-z-]+\\.[a-z]+)\"").matcher(live);
        int found = 0;
        for (; address.find(); found++) {
            HttpResponse<String> answer = page.get("/" + address.group(1));
            assertThat(answer.statusCode()).as(address.group(1)).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=31536000, immutable");
            String older = address.group(1).replace(address.group(2), "0123456789abcdef");
            assertThat(page.get("/" + older).body()).isEqualTo(answer.body());
            assertThat(page.get("/" + older).headers().firstValue("Cache-Control")).contains("no-cache");
        }
        assertThat(found).isGreaterThan(10);
        assertThat(live).doesNotContainPattern("=\"(scripts|stylesheets|images)/[a-z]+\\.");
    }

    @Test
    void whatTheFirstScreenNeedsIsAskedForAtOnceAndNothingElse() throws Exception {
        String live = page.get("/", "Sec-Fetch-Mode", "navigate").body();
        Set<String> asked = new TreeSet<>();
        Pattern.compile("scripts/[0-9a-f]{16}/([a-z]+\\.js)\"").matcher(live).results().forEach(one -> asked.add(one.group(1)));
        Set<String> needed = new TreeSet<>(Set.of("app.js"));
        for (Deque<String> left = new ArrayDeque<>(needed); !left.isEmpty();) {
            Pattern.compile("(?s)(?:import|export) [^;]*?from '\\./([a-z]+\\.js)'").matcher(page.get("/scripts/" + left.pop()).body())
                    .results().map(one -> one.group(1)).filter(needed::add).forEach(left::push);
        }
        assertThat(asked).isEqualTo(needed);
    }

    @Test
    void thePageBringsAlongWhatTheStreamWouldSayFirst() throws Exception {
        supervisor.has("web", "</script><b>", ProcessState.FATAL, 0, "");
        page.page.board().refresh();
        HttpResponse<String> answer = page.get("/", "Sec-Fetch-Mode", "navigate");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty(); // or pages that are open would lose theirs
        String opening = answer.body().replaceAll("(?s).*id=\"opening\">(.*?)</script>.*", "$1");
        assertThat(opening).startsWith("event: hello\ndata: {").contains("\"full\":true").contains("\\u003c/script>\\u003cb>").doesNotContain("token");

        String seen = opening.replaceAll("(?s).*\nid: (\\S+)\nevent: board\n.*", "$1");
        Iterator<String> lines = page.events("/api/events?since=" + seen).body().iterator();
        supervisor.has("web", "</script><b>", ProcessState.STARTING, 0, "");
        page.page.onEvent(new ProcessStateEvent(new ProcessId("web", "</script><b>"), ProcessState.FATAL, ProcessState.STARTING, 0, 1, false));
        assertThat(until(lines, "event: board")).isPresent();
        assertThat(until(lines, "data: ").orElseThrow()).contains("\"full\":false");
        page.page.viewers().endAll();
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

        StringBuilder news = new StringBuilder();
        while (news.indexOf("\"from\":\"BACKOFF\"") < 0) { // a round that comes in between may tell the state first
            news.append(until(lines, "data: {\"full\":false").orElseThrow());
        }
        assertThat(news).contains("\"s\":\"FATAL\"");
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
