package org.supervisor4j.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogRecord;
import org.assertj.core.data.Index;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.config.LogLevel;

@Timeout(20)
class ActivityLoggingTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} ";

    private Optional<String> caller = Optional.empty();
    private final ActivityLogging logging = new ActivityLogging(() -> caller);
    private final Logger log = LoggerFactory.getLogger("org.supervisor4j.test");
    private final RecordingSink sink = new RecordingSink();

    private List<String> linesAfterClose(ActivityWriter writer) {
        writer.close();
        return sink.text().lines().toList();
    }

    private ActivityWriter writer() {
        return new ActivityWriter(Optional.of(Path.of("test.log")), sink, Optional.empty());
    }

    private static int deeper() {
        return deeper() + 1;
    }

    @Test
    void ofARecursionWithoutAnEndNotAllIsShown() {
        ActivityWriter writer = writer();
        logging.open(writer, LogLevel.INFO);
        StackOverflowError endless = assertThrows(StackOverflowError.class, ActivityLoggingTest::deeper);
        log.error("deep", new IllegalStateException("outer", endless));
        List<String> lines = linesAfterClose(writer);
        assertThat(lines).hasSizeLessThan(300).contains("Caused by: java.lang.StackOverflowError");
        assertThat(lines).filteredOn(line -> line.matches("\t\\.\\.\\. \\d+ more")).isNotEmpty();
    }

    @Test
    void controlCharactersAreShownButForLineBreaksAndTabs() {
        ActivityWriter writer = writer();
        logging.open(writer, LogLevel.INFO);
        log.info("{} and\n\tbelow \u00e9\u20ac", "\0bell\7 \u001b[31mred\r \u007f\u0085", new IllegalStateException("no\u001bmood\0 today"));
        assertThat(linesAfterClose(writer)).satisfies(
                line -> assertThat(line).endsWith("INFO \\x00bell\\x07 \\x1b[31mred\\x0d \\x7f\\x85 and"),
                Index.atIndex(0)).contains("\tbelow \u00e9\u20ac", Index.atIndex(1))
                .contains("java.lang.IllegalStateException: no\\x1bmood\\x00 today", Index.atIndex(2));
    }

    /** Fails at whatever it is asked. */
    private static final class Untellable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalArgumentException("no text");
        }

        @Override
        public Throwable getCause() {
            throw new IllegalArgumentException("no cause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalArgumentException("no frames");
        }
    }

    @Test
    void whatCannotBeToldIsShownByItsClass() {
        log.error("before {}", "the log is open", new Untellable());
        ActivityWriter writer = writer();
        logging.open(writer, LogLevel.INFO);
        log.error("alone", new Untellable());
        log.error(MarkerFactory.getMarker("CRIT"), "behind {} of {}", 1, 2, new Untellable());
        log.atWarn().log("within another", new IllegalStateException("outer", new Untellable()));
        log.info("behind {}", new Untellable(), new IllegalStateException("another"));
        log.debug("not heard", new Untellable());

        String said = "Untellable: it cannot be told: asked for it, it throws java.lang.IllegalArgumentException";
        assertThat(linesAfterClose(writer))
                .filteredOn(line -> !line.startsWith("\tat "))
                .satisfiesExactly(
                        line -> assertThat(line).matches(TIME + "ERRO before the log is open"),
                        line -> assertThat(line).startsWith("org.supervisor4j.").endsWith(said),
                        line -> assertThat(line).matches(TIME + "ERRO alone"),
                        line -> assertThat(line).endsWith(said),
                        line -> assertThat(line).matches(TIME + "CRIT behind 1 of 2"),
                        line -> assertThat(line).endsWith(said),
                        line -> assertThat(line).matches(TIME + "WARN within another"),
                        line -> assertThat(line)
                                .isEqualTo("java.lang.IllegalStateException: it cannot be told: asked for it, it throws "
                                        + "java.lang.IllegalArgumentException"),
                        line -> assertThat(line).matches(TIME + "INFO behind .*" + said),
                        line -> assertThat(line).isEqualTo("java.lang.IllegalStateException: another"));
    }

    @Test
    void everyLevelHasItsFourLetters() {
        ActivityWriter writer = writer();
        logging.open(writer, LogLevel.BLATHER);
        log.error(MarkerFactory.getMarker("CRIT"), "one");
        log.error("two");
        log.warn("three");
        log.info("four");
        log.debug("five");
        log.trace("six");
        log.trace(MarkerFactory.getMarker("BLAT"), "seven");

        assertThat(linesAfterClose(writer))
                .satisfiesExactly(
                        line -> assertThat(line).matches(TIME + "CRIT one"),
                        line -> assertThat(line).matches(TIME + "ERRO two"),
                        line -> assertThat(line).matches(TIME + "WARN three"),
                        line -> assertThat(line).matches(TIME + "INFO four"),
                        line -> assertThat(line).matches(TIME + "DEBG five"),
                        line -> assertThat(line).matches(TIME + "TRAC six"),
                        line -> assertThat(line).matches(TIME + "BLAT seven"));
    }

    @Test
    void theThresholdOfCriticalKeepsErrorsOut() {
        ActivityWriter writer = writer();
        logging.open(writer, LogLevel.CRITICAL);
        log.error("an error");
        log.error(MarkerFactory.getMarker("CRIT"), "a disaster");
        assertThat(linesAfterClose(writer)).singleElement().asString().endsWith("CRIT a disaster");
    }

    @Test
    void whatIsLoggedBeforeTheLogIsOpenComesFirst() {
        log.info("early");
        ActivityWriter writer = writer();
        logging.open(writer, LogLevel.INFO);
        log.info("late");
        assertThat(linesAfterClose(writer))
                .satisfiesExactly(first -> assertThat(first).endsWith("early"), last -> assertThat(last).endsWith("late"));
    }

    @Test
    void whatWasNeverWrittenIsKeptForTheTerminalIfItIsAWarning() {
        log.info("unimportant");
        log.warn("important");
        assertThat(logging.unheard()).singleElement().asString().endsWith("WARN important\n");
    }

    @Test
    void librariesAreHeardFromWarningsOn() {
        ActivityWriter writer = writer();
        logging.open(writer, LogLevel.BLATHER);
        Logger library = LoggerFactory.getLogger("org.eclipse.jetty.server");
        library.info("chatter");
        library.warn("trouble");
        LoggerFactory.getLogger("org.eclipse.jetty.http.HttpParser").warn("a stranger's request");
        LoggerFactory.getLogger("org.eclipse.jetty.io.AbstractConnection").warn("Failed callback");
        assertThat(linesAfterClose(writer)).singleElement().asString().endsWith("WARN trouble");
    }

    @Test
    void pluginsOfOthersAreHeardWithTheirName() {
        ActivityWriter writer = writer();
        logging.open(writer, LogLevel.INFO);
        caller = Optional.of("my.jar");
        Logger plugin = LoggerFactory.getLogger("com.example.plugin");
        plugin.debug("detail");
        plugin.info("news");
        log.info("ours");
        LoggerFactory.getLogger("org.apache.felix.scr").info("chat");
        assertThat(linesAfterClose(writer)).satisfiesExactly(
                line -> assertThat(line).endsWith("INFO my.jar: news"),
                line -> assertThat(line).endsWith("INFO ours"));
    }

    @Test
    void theLoggingOfTheJdkIsHeardToo() {
        ActivityWriter writer = writer();
        logging.open(writer, LogLevel.INFO);
        JavaLogging.ToActivityLog handler = new JavaLogging.ToActivityLog();
        LogRecord line = new LogRecord(java.util.logging.Level.WARNING, "{0} of {1}");
        line.setParameters(new Object[] {1, 2});
        line.setLoggerName("com.example.plugin");
        line.setThrown(new IllegalStateException("the reason"));
        handler.publish(line);
        handler.publish(new LogRecord(java.util.logging.Level.FINE, "detail"));
        handler.publish(new LogRecord(java.util.logging.Level.SEVERE, null));
        assertThat(linesAfterClose(writer)).anySatisfy(text -> assertThat(text).endsWith("WARN 1 of 2"))
                .anySatisfy(text -> assertThat(text).contains("the reason"))
                .anySatisfy(text -> assertThat(text).endsWith("ERRO null"))
                .noneSatisfy(text -> assertThat(text).contains("detail"));
    }

    @Test
    void aMessageOfSeveralLinesHasOnePrefix() {
        ActivityWriter writer = writer();
        logging.open(writer, LogLevel.INFO);
        log.info("first\nsecond");
        assertThat(linesAfterClose(writer)).hasSize(2).last().isEqualTo("second");
    }

    @Test
    void theTerminalGetsACopyAlsoWhenTheFileCannotBeWritten() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        ActivityWriter writer = new ActivityWriter(Optional.empty(), sink, Optional.of(terminal));
        sink.isFull = true;
        logging.open(writer, LogLevel.INFO);
        log.info("no space");
        writer.close();
        assertThat(terminal.toString(StandardCharsets.UTF_8)).endsWith("INFO no space\n");
        assertThat(sink.text()).isEmpty();
    }

    @Test
    void whoLogsNeverWaitsAndWhatIsDroppedIsCounted() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("bytes come in arrays");
            }

            @Override
            public void write(byte[] bytes) throws IOException {
                entered.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                screen.write(bytes);
            }
        };
        ActivityWriter writer = new ActivityWriter(Optional.empty(), sink, Optional.of(stuck));
        writer.write("the first\n");
        entered.await();
        for (int i = 0; i < BackgroundWriter.QUEUE_CAPACITY + 5; i++) {
            writer.write("line\n");
        }
        Awaitility.await("the file goes on while the terminal is stuck").until(() -> sink.history.size() > 1);
        released.countDown();
        writer.close();
        String shown = screen.toString(StandardCharsets.UTF_8);
        assertThat(shown)
                .startsWith("the first\n")
                .contains("(5 lines of this log were dropped: it could not be written fast enough)\n");
        assertThat(shown.lines().filter("line"::equals)).hasSize(BackgroundWriter.QUEUE_CAPACITY);
    }

    @Test
    void reopeningAndClearingTakeTheirTurnBehindWhatWasLoggedBefore() throws IOException {
        ActivityWriter writer = writer();
        writer.write("a\n");
        writer.reopen();
        writer.write("b\n");
        writer.clear();
        writer.write("c\n");
        writer.close();
        assertThat(sink.history).containsExactly("a\n", "reopen", "b\n", "clear", "c\n", "close");
    }

    @Test
    void whoWaitsForAClearingHearsOfItsFailure() {
        ActivityWriter writer = writer();
        sink.isFull = true;
        assertThatThrownBy(writer::clear).isInstanceOf(IOException.class).hasMessageContaining("full");
        sink.isFull = false;
        writer.close();
    }

    @Test
    void aDefectOfTheSinkCostsWhatItWasGivenAndNothingElse() throws IOException {
        ActivityWriter writer = writer();
        sink.defect = Optional.of(new IllegalStateException("a plugin's mistake"));
        writer.write("lost\n");
        assertThatThrownBy(writer::clear).isInstanceOf(IOException.class).hasMessageContaining("a plugin's mistake");
        sink.defect = Optional.empty();
        writer.write("kept\n");
        writer.clear();
        writer.close();
        assertThat(sink.history).containsExactly("kept\n", "clear", "close");
    }

    private static final class RecordingSink implements LogSink {
        final List<String> history = new CopyOnWriteArrayList<>();
        volatile boolean isFull;
        volatile Optional<RuntimeException> defect = Optional.empty();

        String text() {
            StringBuilder text = new StringBuilder();
            history.stream().filter(entry -> entry.endsWith("\n")).forEach(text::append);
            return text.toString();
        }

        private void add(String entry) throws IOException {
            if (defect.isPresent()) {
                throw defect.get();
            }
            if (isFull) {
                throw new IOException("disk full");
            }
            history.add(entry);
        }

        @Override
        public void write(ByteBuffer data) throws IOException {
            add(StandardCharsets.UTF_8.decode(data).toString());
        }

        @Override
        public void reopen() throws IOException {
            add("reopen");
        }

        @Override
        public void clear() throws IOException {
            add("clear");
        }

        @Override
        public void close() throws IOException {
            history.add("close");
        }
    }
}
