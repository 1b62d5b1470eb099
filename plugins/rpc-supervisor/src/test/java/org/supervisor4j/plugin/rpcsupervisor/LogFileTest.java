package org.supervisor4j.plugin.rpcsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.disk.SimpleDiskWork;
import org.supervisor4j.api.rpc.RpcFault;

@Timeout(30)
class LogFileTest {

    private static final String TEXT = "hello out\nbefore"; // 16 bytes
    private static final LogReads READS = new LogReads(new SimpleDiskWork());

    @TempDir
    Path directory;

    private Path path;
    private LogFile log;

    @AfterAll
    static void end() {
        READS.close();
    }

    @BeforeEach
    void write() throws IOException {
        path = Files.writeString(directory.resolve("log"), TEXT);
        log = new LogFile(Optional.of(path), READS);
    }

    @Nested
    class Reading {

        @ParameterizedTest(name = "offset {0}, length {1}: {2}..{3}")
        @CsvSource({
            "0, 0, 0, 16",
            "10, 0, 10, 16",
            "0, 5, 0, 5",
            "10, 3, 10, 13",
            "10, 100, 10, 16",
            "15, 2147483647, 15, 16",
            "-6, 0, 10, 16",
            "-16, 0, 0, 16",
            "-1000, 0, 0, 16",
            "-2147483648, 0, 0, 16",
            "16, 0, 16, 16",
            "17, 5, 16, 16",
            "2147483647, 2147483647, 16, 16"
        })
        void aSliceIsCountedInBytes(int offset, int length, int start, int end) {
            assertThat(log.read(offset, length)).isEqualTo(TEXT.substring(start, end));
        }

        @ParameterizedTest(name = "offset {0}, length {1}")
        @CsvSource({"-1, 1", "-1, -1", "0, -1", "5, -2147483648", "-2147483648, 2147483647"})
        void signsWithoutMeaningAreBadArguments(int offset, int length) {
            fault(3, "BAD_ARGUMENTS", log, offset, length);
        }

        @Test
        void anUnconfiguredLogIsNoFileWithoutAName() {
            fault(20, "NO_FILE", new LogFile(Optional.empty(), READS), 0, 0);
        }

        @Test
        void aMissingLogIsNoFileWithItsNameEvenIfTheArgumentsAreBadToo() {
            Path missing = directory.resolve("missing");

            fault(20, "NO_FILE: " + missing, new LogFile(Optional.of(missing), READS), -1, -1);
        }

        @Test
        void inTheMomentOfARotationItIsWhatItWasBefore() throws IOException {
            Files.move(path, directory.resolve("log.1"));
            assertThat(log.read(10, 0)).isEqualTo("before");
            assertThat(log.tail(0, 6)).first().isEqualTo("before");
        }

        @Test
        void soItIsIfBackupsHaveDates() throws IOException {
            Files.writeString(directory.resolve("log.2026-11-20T000000"), "older, though made just now");
            Files.move(path, directory.resolve("log.2026-11-22T000000-2"));
            assertThat(log.read(10, 0)).isEqualTo("before");
        }

        @Test
        void rotationsAreNotNoticed() throws Exception {
            rotationsAreNotNoticed(() ->
                    Files.move(path, directory.resolve("log.1"), StandardCopyOption.REPLACE_EXISTING));
        }

        /** And older ones are compressed all the time. */
        @Test
        void noMoreAreRotationsToDates() throws Exception {
            AtomicInteger count = new AtomicInteger(1);
            Deque<Path> plain = new ArrayDeque<>();
            rotationsAreNotNoticed(() -> {
                plain.add(directory.resolve("log.2026-11-22T000000-" + count.incrementAndGet()));
                Files.move(path, plain.getLast());
                if (plain.size() > 3) {
                    Files.delete(plain.remove());
                }
            });
        }

        private void rotationsAreNotNoticed(PuttingAway putAway) throws Exception {
            AtomicBoolean over = new AtomicBoolean();
            try (ExecutorService rotation = Executors.newSingleThreadExecutor()) {
                Future<?> rotating = rotation.submit(() -> {
                    while (!over.get()) {
                        putAway.run();
                        Files.writeString(path, TEXT);
                    }
                    return null;
                });
                try {
                    for (int i = 0; i < 2_000; i++) {
                        assertThat(log.read(0, 0)).isIn(TEXT, "");
                    }
                } finally {
                    over.set(true);
                }
                rotating.get();
            }
        }

        private interface PuttingAway {
            void run() throws IOException;
        }

        @Test
        void aDirectoryCannotBeRead() {
            fault(30, "FAILED", new LogFile(Optional.of(directory), READS), 0, 0);
        }

        @Test
        void aPipeIsNotOpenedBecauseThatCouldWaitForEver() throws Exception {
            Path pipe = directory.resolve("pipe");
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

            fault(30, "FAILED", new LogFile(Optional.of(pipe), READS), 0, 0);
            assertThat(new LogFile(Optional.of(pipe), READS).tail(3, 10)).containsExactly("", 3, false);
        }

        @Test
        void oneAnswerIsBoundedAndTheNextGoesOnFromThere() {
            LogFile small = new LogFile(Optional.of(path), READS, 6);

            assertThat(small.read(0, 0)).isEqualTo("hello ");
            assertThat(small.read(6, 0)).isEqualTo("out\nbe");
            assertThat(small.read(3, 100)).isEqualTo("lo out");
            assertThat(small.read(-100, 0)).isEqualTo("before");
            assertThat(small.tail(0, 100)).containsExactly("before", 16, false);
        }

        private static void fault(int code, String text, LogFile log, int offset, int length) {
            assertThatExceptionOfType(RpcFault.class)
                    .isThrownBy(() -> log.read(offset, length))
                    .withMessage(text)
                    .returns(code, RpcFault::code);
        }
    }

    @Nested
    class Tailing {

        @ParameterizedTest(name = "offset {0}, length {1}: from {2}, overflow {3}")
        @CsvSource({
            "0, 16, 0, false",
            "0, 100, 0, false",
            "0, 5, 11, true",
            "5, 5, 11, true",
            "-1, 5, 11, true",
            "10, 100, 0, false",
            "10, 7, 9, false",
            "15, 1, 15, false",
            "16, 10, 16, false",
            "1000, 10, 16, false",
            "16, 0, 16, false",
            "0, 0, 16, true",
            "0, -5, 16, true",
            "2147483647, 2147483647, 16, false",
            "-2147483648, -2147483648, 16, true"
        })
        void itIsTheEndOfTheFileWithItsSizeAndWhetherThereIsMore(int offset, int length, int start, boolean overflow) {
            assertThat(log.tail(offset, length)).containsExactly(TEXT.substring(start), 16, overflow);
        }

        @Test
        void aMissingOrUnconfiguredLogIsEmpty() {
            assertThat(new LogFile(Optional.empty(), READS).tail(7, 5)).isEqualTo(List.of("", 0, false));
            assertThat(new LogFile(Optional.of(directory.resolve("missing")), READS).tail(7, 5))
                    .isEqualTo(List.of("", 0, false));
        }

        @Test
        void whatCannotBeOpenedLeavesTheOffsetAsItWas() {
            assertThat(new LogFile(Optional.of(directory), READS).tail(7, 5)).isEqualTo(List.of("", 7, false));
        }

        @Test
        void anEmptyFileIsEmpty() throws IOException {
            Files.write(path, new byte[0]);

            assertThat(log.tail(0, 100)).containsExactly("", 0, false);
            assertThat(log.read(0, 0)).isEmpty();
        }
    }

    @Nested
    class Characters {

        @Test
        void aCharacterBelongsToTheSliceInWhichItBegins() throws IOException {
            Files.writeString(path, "a\u20acb\u20acc"); // bytes: a, three, b, three, c

            assertThat(log.read(0, 3)).isEqualTo("a\u20ac");
            assertThat(log.read(2, 0)).isEqualTo("b\u20acc");
            assertThat(log.read(2, 5)).isEqualTo("b\u20ac");
            assertThat((String) log.tail(0, 3).getFirst()).isEqualTo("c");
            assertThat(log.read(-4, 0)).isEqualTo("\u20acc");
            assertThat(log.read(2, 2)).as("no character begins there, but it is not the end").isEqualTo("\uFFFD");
            assertThat(log.read(9, 2)).as("that is").isEmpty();
        }

        @ParameterizedTest(name = "{0} at a time")
        @ValueSource(ints = {4, 5, 6, 7, 100})
        void aReaderWhoCountsWhatHeAskedForGetsEveryCharacterOnce(int length) throws IOException {
            String all = "a\u00e9\u20ac\ud83d\ude00z".repeat(20);
            for (int letters = 1; letters <= all.length(); letters++) {
                if (Character.isHighSurrogate(all.charAt(letters - 1))) {
                    continue;
                }
                String written = all.substring(0, letters);
                Files.writeString(path, written);
                StringBuilder read = new StringBuilder();
                int offset = 0;
                for (String piece = log.read(offset, length); !piece.isEmpty(); piece = log.read(offset, length)) {
                    read.append(piece);
                    offset += length;
                }
                assertThat(read.toString()).isEqualTo(written);
            }
        }

        @Test
        void theEndOfTheFileIsShownEvenIfItIsHalfACharacter() throws IOException {
            Files.write(path, "last \u00e9".getBytes(StandardCharsets.ISO_8859_1));

            assertThat(log.read(0, 0)).isEqualTo("last \uFFFD");
            assertThat(log.read(-3, 0)).isEqualTo("t \uFFFD");
            assertThat(log.tail(0, 1)).containsExactly("\uFFFD", 6, true);
        }

        @Test
        void bytesThatBelongToNoCharacterAreShownOnce() throws IOException {
            byte[] binary = {(byte) 0x80, (byte) 0x81, 'x', (byte) 0xE2, (byte) 0x82, 'y', (byte) 0x83, 'z'};
            Files.write(path, binary);
            StringBuilder read = new StringBuilder();
            for (int offset = 0; offset < binary.length; offset += 2) {
                read.append(log.read(offset, 2));
            }
            assertThat(read.toString()).isEqualTo("\uFFFD\uFFFDx\uFFFD\uFFFDy\uFFFDz");
        }

        @Test
        void whatIsNoUtf8IsReplaced() throws IOException {
            Files.write(path, new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xC0, (byte) 0x80, 'c'});

            assertThat(log.read(0, 0)).isEqualTo("a\uFFFDb\uFFFD\uFFFDc");
        }

        @ParameterizedTest(name = "{0} at a time")
        @ValueSource(ints = {1, 2, 3, 4, 7})
        void aReaderWhoGoesOnFromTheEndOfEachAnswerGetsEveryCharacterOnce(int length) throws IOException {
            String all = "\u20ac\ud83d\ude00\u00e9x".repeat(50);
            Files.writeString(path, all);
            StringBuilder read = new StringBuilder();
            int offset = 0;

            while (offset < Files.size(path)) {
                String piece = log.read(offset, length);
                read.append(piece);
                offset += piece.getBytes(StandardCharsets.UTF_8).length;
            }

            assertThat(read.toString()).isEqualTo(all);
        }
    }
}
