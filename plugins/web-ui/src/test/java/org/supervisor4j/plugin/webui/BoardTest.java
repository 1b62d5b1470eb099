package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.ExitStatus;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.RecordingSupervisor;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.event.ProcessStateEvent;
import org.supervisor4j.api.web.WebColumn;

@Timeout(60)
class BoardTest {

    private static final ProcessId WEB = new ProcessId("web", "web");

    private final RecordingSupervisor supervisor = new RecordingSupervisor();
    private final Extensions extensions = new Extensions();

    private Board board() {
        return new Board(supervisor, extensions, Clock.fixed(Instant.ofEpochSecond(5), ZoneOffset.UTC));
    }

    private static List<String> names(Board.News news) {
        return news.rows().stream().map(row -> row.id().toString()).toList();
    }

    private static ProcessStateEvent change(ProcessState from, ProcessState to, Optional<ExitStatus> exit) {
        return new ProcessStateEvent(WEB, from, to, 42, 0, false, exit);
    }

    @Test
    void whoHasSeenNothingGetsEverythingInOrder() {
        supervisor.has("web", ProcessState.RUNNING);
        supervisor.has("jobs", "b", ProcessState.RUNNING, 7, "");
        supervisor.has("jobs", "a", ProcessState.STOPPED, 0, "");

        Board.News news = board().since(0, 0, Access.EVERYTHING);

        assertThat(news.full()).isTrue();
        assertThat(names(news)).containsExactly("jobs:a", "jobs:b", "web");
    }

    @Test
    void afterwardsOnlyWhatHasChangedHoweverOften() {
        supervisor.has("web", ProcessState.RUNNING);
        supervisor.has("db", ProcessState.RUNNING);
        Board board = board();
        long seen = board.since(0, 0, Access.EVERYTHING).version();

        board.refresh();
        assertThat(board.version()).isEqualTo(seen);
        supervisor.has("web", ProcessState.STOPPING);
        board.happened(change(ProcessState.RUNNING, ProcessState.STOPPING, Optional.empty()));
        supervisor.has("web", ProcessState.STOPPED);
        board.happened(change(ProcessState.STOPPING, ProcessState.STOPPED, Optional.of(new ExitStatus.Signalled(15, false))));

        Board.News news = board.since(seen, 0, Access.EVERYTHING);
        assertThat(news.full()).isFalse();
        assertThat(names(news)).containsExactly("web");
        assertThat(news.rows().getFirst().json()).contains("\"s\":\"STOPPED\"").contains("\"x\":\"killed by SIGTERM\"");
        assertThat(board.since(news.version(), 0, Access.EVERYTHING).rows()).isEmpty();
    }

    @Test
    void whatIsGoneIsToldByItsKey() {
        supervisor.has("web", ProcessState.STOPPED);
        supervisor.has("db", ProcessState.STOPPED);
        Board board = board();
        Board.News before = board.since(0, 0, Access.EVERYTHING);
        int key = before.rows().getLast().key();

        supervisor.processes.remove(WEB);
        board.refresh();

        assertThat(board.since(before.version(), 0, Access.EVERYTHING).gone()).containsExactly(key);
    }

    @Test
    void aViewerWhoWasAwayTooLongGetsEverythingAgain() {
        supervisor.has("stays", ProcessState.STOPPED);
        Board board = board();
        long seen = board.since(0, 0, Access.EVERYTHING).version();
        for (int i = 0; i < 1_100; i++) {
            supervisor.has("p" + i, ProcessState.STOPPED);
        }
        board.refresh();
        supervisor.processes.keySet().removeIf(id -> id.name().startsWith("p"));
        board.refresh();

        Board.News news = board.since(seen, 0, Access.EVERYTHING);
        assertThat(news.full()).isTrue();
        assertThat(names(news)).containsExactly("stays");
    }

    @Test
    void anEndIsRememberedWhenTheNextChildRunsAndCountsAsRestart() {
        supervisor.has("web", ProcessState.RUNNING);
        Board board = board();
        board.happened(change(ProcessState.RUNNING, ProcessState.EXITED, Optional.of(new ExitStatus.Code(3))));
        board.happened(change(ProcessState.EXITED, ProcessState.STARTING, Optional.empty()));

        assertThat(board.since(0, 0, Access.EVERYTHING).rows().getFirst().json()).contains("\"x\":\"exit status 3\"").contains("\"rs\":1");
        assertThat(board.life(WEB)).containsEntry("since", 5_000L).containsEntry("restarts", List.of(List.of(0L, 1)));
        assertThat(board.since(0, 0, Access.EVERYTHING).happened()).extracting(History.Happening::note).containsExactly("exit status 3", "");
        assertThat(board.since(1, 1, Access.EVERYTHING).happened()).hasSize(1);
    }

    @Test
    void theFirstStartIsNoRestart() {
        supervisor.has("web", ProcessState.STARTING);
        Board board = board();
        board.happened(change(ProcessState.STOPPED, ProcessState.STARTING, Optional.empty()));

        assertThat(values(board)).contains("\"rs\":0");
        assertThat(board.life(WEB)).containsEntry("restarts", List.of());
    }

    @Test
    void historyIsBoundedButEveryRestartCounts() {
        supervisor.has("web", ProcessState.RUNNING);
        Board board = board();
        for (int i = 0; i < 1_000; i++) {
            board.happened(change(ProcessState.EXITED, ProcessState.STARTING, Optional.empty()));
        }
        assertThat(board.since(0, 0, Access.EVERYTHING).happened()).hasSize(History.RECENT);
        assertThat((List<?>) board.life(WEB).get("changes")).hasSize(History.PER_PROCESS);
        assertThat(board.life(WEB)).containsEntry("restarts", List.of(List.of(0L, 1_000)));
        assertThat(values(board)).contains("\"rs\":1000");
    }

    @Test
    void groupsThatMustNotBeSeenAreNot() {
        supervisor.has("web", ProcessState.RUNNING);
        supervisor.has("db", ProcessState.RUNNING);

        assertThat(names(board().since(0, 0, new OnlyGroups(Set.of("db"), Set.of())))).containsExactly("db");
    }

    @Test
    void columnsOfPluginsStandInTheOrderOfTheirRankingAndMayFail() {
        extensions.addColumn(column("second", "2"), Map.of("service.ranking", 1, "service.id", 9L));
        extensions.addColumn(column("first", "1"), Map.of("service.ranking", 2, "service.id", 10L));
        extensions.addColumn(column("broken", null), Map.of("service.id", 11L));
        supervisor.has("web", ProcessState.RUNNING);

        Awaitility.await().until(() -> extensions.columnTitles().equals(List.of("first", "second", "broken")));
        assertThat(values(board())).contains("\"c\":[\"\",\"\",\"\"]");
        extensions.askOfAll(supervisor.processes());
        Board board = board();
        Awaitility.await().until(() -> {
            board.refresh();
            return values(board).contains("\"c\":[\"1\",\"2\",\"\"]");
        });
    }

    @Test
    void aColumnWithoutATitleIsNotShownAndKeepsNoOtherAway() {
        extensions.addColumn(new WebColumn() {
            @Override
            public String title() {
                throw new IllegalStateException("no title");
            }

            @Override
            public String value(ProcessInfo process) {
                return "value";
            }
        }, Map.of("service.id", 1L));
        extensions.addColumn(column("good", "2"), Map.of("service.id", 2L));

        Awaitility.await().until(() -> extensions.columnTitles().equals(List.of("good")));
    }

    @Test
    void aProcessOfAGroupThatWasRemovedAndAddedIsAnother() {
        supervisor.has("web", ProcessState.RUNNING);
        Board board = board();
        long seen = board.version();
        int key = board.rows().getFirst().key();
        board.removed("web");
        board.refresh();

        Board.News news = board.since(seen, 0, Access.EVERYTHING);
        assertThat(news.gone()).containsExactly(key);
        assertThat(news.rows()).singleElement().extracting(Row::key).isNotEqualTo(key);
    }

    private static String values(Board board) {
        return board.since(0, 0, Access.EVERYTHING).rows().getFirst().json();
    }

    @Test
    void aColumnThatHangsHoldsUpNothing() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        supervisor.has("web", ProcessState.RUNNING);
        try (Closing page = new Closing(new WebPage(supervisor, extensions, Path.of("/proc")))) {
            extensions.addColumn(answering("hanging", () -> {
                asked.countDown();
                over.await();
                return "late";
            }), Map.of("service.id", 1L));
            extensions.addColumn(column("other", "2"), Map.of("service.id", 2L));
            asked.await();
            supervisor.has("web", ProcessState.FATAL);
            page.page().onEvent(change(ProcessState.BACKOFF, ProcessState.FATAL, Optional.empty()));
            assertThat(values(page.page().board())).contains("FATAL");
            Awaitility.await().until(() -> values(page.page().board()).contains("\"c\":[\"\",\"2\"]"));
            over.countDown();
            Awaitility.await().until(() -> values(page.page().board()).contains("\"c\":[\"late\",\"2\"]"));
        } finally {
            over.countDown();
        }
    }

    private record Closing(WebPage page) implements AutoCloseable {
        @Override
        public void close() {
            page.close();
        }
    }

    /** @param value null to fail */
    private static WebColumn column(String title, String value) {
        return answering(title, () -> Objects.requireNonNull(value, "broken"));
    }

    private static WebColumn answering(String title, Callable<String> value) {
        return new WebColumn() {
            @Override
            public String title() {
                return title;
            }

            @Override
            public String value(ProcessInfo process) {
                try {
                    return value.call();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
