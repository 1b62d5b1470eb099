package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.access.Access;

class FeedTest {

    @TempDir
    private Path proc;

    private final RecordingSupervisor supervisor = new RecordingSupervisor();

    private Feed.Source source(String epoch) {
        Board board = new Board(supervisor, new Extensions(), Clock.systemUTC());
        return new Feed.Source(epoch, board, new Usage(proc), () -> "{\"state\":\"RUNNING\"}");
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
        Feed feed = new Feed(source, Access.EVERYTHING, "{}", null);

        assertThat(told(feed)).startsWith("retry: 1000\nevent: hello\ndata: {}\n\nid: a-").contains("\"full\":true")
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
        String id = lastId(told(new Feed(source, Access.EVERYTHING, "{}", null)));
        supervisor.has("db", ProcessState.EXITED);
        source.board().refresh();

        String missed = told(new Feed(source, Access.EVERYTHING, "{}", id));

        assertThat(missed).contains("\"full\":false").contains("\"n\":\"db\"").doesNotContain("\"n\":\"web\"");
    }

    @Test
    void whoComesFromAnotherLifeOfTheDaemonOrWithNonsenseGetsAll() {
        supervisor.has("web", ProcessState.RUNNING);
        for (String id : new String[] {"b-1-0", "a", "a-x-y", "a-99999-0", ""}) {
            assertThat(told(new Feed(source("a"), Access.EVERYTHING, "{}", id))).as(id).contains("\"full\":true").contains("\"n\":\"web\"");
        }
    }

    @Test
    void whatMustNotBeSeenIsNotSent() {
        supervisor.has("web", ProcessState.RUNNING);
        supervisor.has("db", ProcessState.RUNNING);
        Access access = new OnlyGroups(Set.of("db"), Set.of());

        assertThat(told(new Feed(source("a"), access, "{}", null))).contains("\"n\":\"db\"").doesNotContain("web");
    }

    @Test
    void everyEventIsOneLine() {
        supervisor.has("g", "a\u2028b", ProcessState.FATAL, 0, "first\nsecond\r\u0000");

        assertThat(told(new Feed(source("a"), Access.EVERYTHING, "{}", null)).split("\n\n")[1].lines()).hasSize(3);
    }
}
