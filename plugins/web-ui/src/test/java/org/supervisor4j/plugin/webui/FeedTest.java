package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.RecordingSupervisor;
import org.supervisor4j.api.access.Access;

class FeedTest {

    @TempDir
    private Path proc;

    private final RecordingSupervisor supervisor = new RecordingSupervisor();
    private final Orders orders = new Orders(Runnable::run, () -> {});

    private Feed.Source source(String epoch) {
        Board board = new Board(supervisor, new Extensions(), Clock.systemUTC());
        return new Feed.Source(epoch, board, new Usage(proc), orders, visible -> Json.of(Map.of("fixed", visible.fixed())));
    }

    private static Feed feed(Feed.Source source, Access access, String lastEventId) {
        return new Feed(source, new Viewer(access, "mine"), "{}", lastEventId);
    }

    /** All that there is to be sent now. */
    private static String told(Feed feed) {
        StringBuilder text = new StringBuilder();
        for (byte[] piece = feed.next(); piece != null; piece = feed.next()) {
            text.append(new String(piece, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static String lastId(String told) {
        return told.lines().filter(line -> line.startsWith("id: ")).map(line -> line.substring(4)).reduce((_, last) -> last).orElse("");
    }

    @Test
    void itBeginsWithAllAndGoesOnWithChanges() {
        supervisor.has("web", ProcessState.RUNNING);
        supervisor.has("db", ProcessState.RUNNING);
        Feed.Source source = source("a");
        Feed feed = feed(source, Access.EVERYTHING, null);

        assertThat(told(feed)).startsWith("event: hello\ndata: {}\n\nid: a-").contains("\"full\":true")
                .contains("\"n\":\"web\"").contains("\"n\":\"db\"").endsWith("}\n\n");
        assertThat(feed.next()).isNull();

        supervisor.has("db", ProcessState.FATAL);
        source.board().refresh();
        assertThat(told(feed)).contains("\"full\":false").contains("\"s\":\"FATAL\"").doesNotContain("\"n\":\"web\"");
    }

    @Test
    void whoComesBackGetsWhatWasMissedAndNoMore() {
        supervisor.has("web", ProcessState.RUNNING);
        supervisor.has("db", ProcessState.RUNNING);
        Feed.Source source = source("a");
        String id = lastId(told(feed(source, Access.EVERYTHING, null)));
        supervisor.has("db", ProcessState.EXITED);
        source.board().refresh();

        String missed = told(feed(source, Access.EVERYTHING, id));

        assertThat(missed).contains("\"full\":false").contains("\"n\":\"db\"").doesNotContain("\"n\":\"web\"");
    }

    @Test
    void whoComesFromAnotherLifeOfTheDaemonOrWithNonsenseGetsAll() {
        supervisor.has("web", ProcessState.RUNNING);
        for (String id : new String[] {"b-1-0-0", "a", "a-x-y-z", "a-99999-0-0", "a-1-0", ""}) {
            assertThat(told(feed(source("a"), Access.EVERYTHING, id))).as(id).contains("\"full\":true").contains("\"n\":\"web\"");
        }
    }

    @Test
    void whatMustNotBeSeenIsNotSent() {
        supervisor.has("web", ProcessState.RUNNING);
        supervisor.has("db", ProcessState.RUNNING);
        Access access = new OnlyGroups(Set.of("db"), Set.of());

        assertThat(told(feed(source("a"), access, null))).contains("\"n\":\"db\"").doesNotContain("web");
    }

    @Test
    void whoComesBackWithOtherRightsGetsAllThatTheyAllowAndNoMore() {
        supervisor.has("web", ProcessState.RUNNING);
        supervisor.has("db", ProcessState.RUNNING);
        Feed.Source source = source("a");
        Access some = new OnlyGroups(Set.of("db"), Set.of());
        String id = lastId(told(feed(source, some, null)));

        assertThat(told(feed(source, Access.EVERYTHING, id))).contains("\"full\":true").contains("\"n\":\"web\"");
        assertThat(told(feed(source, new OnlyGroups(Set.of("db"), Set.of("db")), id))).contains("\"full\":true").contains("\"fixed\":[]");
        assertThat(told(feed(source, some, id))).contains("\"full\":false").doesNotContain("\"n\":\"db\"");
    }

    @Test
    void whatMayNotBeTouchedIsToldOfNewGroupsToo() {
        supervisor.has("db", ProcessState.RUNNING);
        Feed.Source source = source("a");
        Feed feed = feed(source, new OnlyGroups(Set.of("db", "later"), Set.of("db")), null);
        assertThat(told(feed)).contains("\"fixed\":[]");

        supervisor.has("later", ProcessState.RUNNING);
        supervisor.has("hidden", ProcessState.RUNNING);
        source.board().refresh();

        assertThat(told(feed)).contains("\"fixed\":[\"later\"]").doesNotContain("hidden");
    }

    @Test
    void aResultIsToldToWhoOrderedItAndAgainToWhoComesBack() {
        Feed.Source source = source("a");
        Feed feed = feed(source, Access.EVERYTHING, null);
        Feed other = new Feed(source, new Viewer(Access.EVERYTHING, "others"), "{}", null);
        told(feed);
        told(other);
        CompletableFuture<String> result = new CompletableFuture<>();
        orders.take("mine", "one", result, (value, _) -> value);
        assertThat(feed.next()).isNull();
        assertThat(orders.known("mine")).containsExactly("one");

        result.complete("{}");

        assertThat(told(feed)).isEqualTo("event: result\ndata: {\"id\":\"one\",\"result\":{}}\n\n");
        assertThat(feed.next()).isNull();
        assertThat(told(other)).isEmpty();
        assertThat(told(feed(source, Access.EVERYTHING, null))).contains("event: result");
        assertThat(orders.known("mine")).containsExactly("one");
    }

    @Test
    void everyEventIsOneLine() {
        supervisor.has("g", "a\u2028b", ProcessState.FATAL, 0, "first\nsecond\r\u0000");

        assertThat(told(feed(source("a"), Access.EVERYTHING, null)).split("\n\n")[1].lines()).hasSize(3);
    }
}
