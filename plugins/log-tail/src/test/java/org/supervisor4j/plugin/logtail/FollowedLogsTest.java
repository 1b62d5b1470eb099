package org.supervisor4j.plugin.logtail;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.disk.DiskWorkers;
import org.supervisor4j.api.disk.SimpleDiskWork;

@Timeout(60)
class FollowedLogsTest {

    @TempDir
    Path directory;

    private final FollowedLogs logs = new FollowedLogs(DirectoryWatch::open, _ -> Runnable::run);
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("a.log"), "begin\n");
    }

    @AfterEach
    void close() throws IOException {
        logs.close();
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, CREATE, APPEND);
    }

    private static void appendAndAwait(Path to, String text, Following... followings) throws Exception {
        Files.writeString(to, text, CREATE, APPEND);
        for (Following following : followings) {
            following.awaitEnd(text);
        }
    }

    /** As a rotation does it: from the highest number down. */
    private void rotate() throws IOException {
        for (int number = 30; number >= 1; number--) {
            Path backup = directory.resolve("a.log." + number);
            if (Files.exists(backup)) {
                Files.move(backup, directory.resolve("a.log." + (number + 1)), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.move(file, directory.resolve("a.log.1"), StandardCopyOption.ATOMIC_MOVE);
        Files.createFile(file);
    }

    private Following follow() throws IOException {
        return new Following(logs, file, 1024);
    }

    @Test
    void itBeginsWithTheLastBytes() throws Exception {
        Following following = new Following(logs, file, 3);
        following.read();
        assertThat(following.text()).isEqualTo("in\n");
        appendAndAwait(file, "more\n", following);
        assertThat(following.text()).isEqualTo("in\nmore\n");
    }

    @Test
    void aReplacedFileIsReadToItsEndAndThenTheNewOneFromItsStart() throws Exception {
        Following following = follow();
        append("unread\n");
        rotate();
        appendAndAwait(file, "new\n", following);
        assertThat(following.text()).isEqualTo("begin\nunread\nnew\n");
    }

    @Test
    void rotationsThatAreFasterThanTheReaderLoseNothing() throws Exception {
        Following following = follow();
        StringBuilder all = new StringBuilder("begin\n");
        for (int i = 0; i < 12; i++) {
            append("line " + i + "\n");
            all.append("line ").append(i).append('\n');
            rotate();
        }
        appendAndAwait(file, "last\n", following);
        assertThat(following.text()).isEqualTo(all + "last\n");
    }

    @Test
    void rotationsToDatesLoseNothingEither() throws Exception {
        Files.writeString(directory.resolve("a.log.2026-11-21T000000"), "yesterday\n");
        Files.writeString(directory.resolve("a.log.1"), "long ago\n");
        Following following = follow();
        StringBuilder all = new StringBuilder("begin\n");
        for (int i = 0; i < 12; i++) {
            append("line " + i + "\n");
            all.append("line ").append(i).append('\n');
            String moment = i < 3 ? "2026-11-22T00000" + i : "2026-11-22T000005" + (i == 3 ? "" : "-" + (i - 2));
            Files.move(file, directory.resolve("a.log." + moment));
            Files.createFile(file);
        }
        append("last\n");
        following.awaitEnd("last\n");
        assertThat(following.text()).isEqualTo(all + "last\n");
    }

    @Test
    void inTheMomentOfARotationToADateWhatHadTheNameIsFollowed() throws Exception {
        Files.setLastModifiedTime(
                Files.writeString(directory.resolve("a.log.1"), "long ago\n"), FileTime.from(Instant.EPOCH));
        Files.writeString(directory.resolve("a.log.2026-11-21T000000"), "yesterday\n");
        Files.move(file, directory.resolve("a.log.2026-11-22T000000"));
        Following following = follow();
        append("new\n");
        following.awaitEnd("new\n");
        assertThat(following.text()).isEqualTo("begin\nnew\n");
    }

    @Test
    void whatIsCompressedMeanwhileIsReadToItsEnd() throws Exception {
        Following following = follow();
        append("unread\n");
        Files.move(file, directory.resolve("a.log.1"));
        compress("a.log.1", ".gz");
        append("new\n");
        following.awaitEnd("new\n");
        assertThat(following.text()).isEqualTo("begin\nunread\nnew\n");
    }

    private void compress(String name, String suffix) throws IOException {
        Path backup = directory.resolve(name);
        Path compressed = Files.writeString(directory.resolve(name + suffix), "the same, compressed");
        Files.setLastModifiedTime(compressed, Files.getLastModifiedTime(backup));
        Files.delete(backup);
    }

    /** As if the watch had been kept from looking meanwhile, on a busy machine say. */
    private static void unseen(Following following, Change change) throws IOException {
        synchronized (following.log()) {
            change.make();
        }
    }

    private interface Change {
        void make() throws IOException;
    }

    /** How each of them was written to last; their times may otherwise be the same. */
    private void rotateWith(String text, int second) throws IOException {
        append(text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-22T15:00:00Z").plusSeconds(second)));
        rotate();
    }

    private static void assertItEndsInsteadOfLeavingOut(Following following, String later) {
        assertThatThrownBy(() -> following.awaitEnd(later)).isInstanceOf(IOException.class);
        assertThat(following.text()).doesNotContain(later);
    }

    @ParameterizedTest(name = "of {1} rotations {0} are kept")
    @CsvSource({"30, 20", "30, 17", "10, 11", "1, 2", "1, 1"})
    void rotationsThatNobodyHasSeenLeaveNothingOutSilently(int kept, int rotations) throws Exception {
        rotateWith("older\n", 0);
        Following following = follow();
        following.read();
        unseen(following, () -> {
            for (int i = 1; i <= rotations; i++) {
                rotateWith("line " + i + "\n", i);
            }
            for (int number = kept + 1; number <= rotations + 1; number++) {
                Files.delete(directory.resolve("a.log." + number));
            }
            append("last\n");
        });
        if (rotations > 1) {
            assertItEndsInsteadOfLeavingOut(following, "last\n");
        } else {
            following.awaitEnd("last\n");
            assertThat(following.text()).isEqualTo("line 1\nlast\n");
        }
        Following next = follow();
        next.awaitEnd("last\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".zst"})
    void compressingWhatNobodyHasSeenLeavesNothingOutEither(String suffix) throws Exception {
        Following following = follow();
        following.read();
        unseen(following, () -> {
            rotateWith("line 1\n", 1);
            rotateWith("line 2\n", 2);
            compress("a.log.2", suffix);
            compress("a.log.1", suffix);
            append("last\n");
        });
        assertItEndsInsteadOfLeavingOut(following, "last\n");
    }

    @Test
    void aLogThatIsClearedIsFollowedOnHoweverManyBackupsThereAre() throws Exception {
        for (int i = 0; i < 25; i++) {
            rotateWith("line " + i + "\n", i);
        }
        compress("a.log.1", ".gz");
        Following following = follow();
        following.read();
        unseen(following, () -> {
            Files.delete(file);
            append("new\n");
        });
        following.awaitEnd("new\n");
        assertThat(following.text()).isEqualTo("new\n");
    }

    @Test
    void whoFallsTooFarBehindIsToldSoInsteadOfMissingAPart() throws Exception {
        Following slow = follow();
        Following quick = follow();
        for (int i = 0; i <= FollowedLog.MAX_GENERATIONS; i++) {
            rotate();
            append("line " + i + "\n");
            quick.awaitEnd("line " + i + "\n");
        }
        assertThatThrownBy(slow::read).isInstanceOf(IOException.class);
    }

    @Test
    void whatWasEmptiedIsMarkedAndReadFromItsStart() throws Exception {
        Following following = follow();
        following.read();
        Files.writeString(file, "", TRUNCATE_EXISTING);
        following.awaitEnd("==> File truncated <==\n");
        appendAndAwait(file, "new\n", following);
        assertThat(following.text()).isEqualTo("begin\n==> File truncated <==\nnew\n");
    }

    @Test
    void aFileThatIsRemovedIsFollowedOnceItIsThereAgain() throws Exception {
        Following following = follow();
        following.read();
        Files.delete(file);
        assertThatThrownBy(this::follow).isInstanceOf(NoSuchFileException.class);
        appendAndAwait(file, "again\n", following);
        assertThat(following.text()).isEqualTo("begin\nagain\n");
    }

    @Test
    void inTheMomentOfARotationThatNothingHasTheNameWhatHadItIsFollowed() throws Exception {
        Files.move(file, directory.resolve("a.log.1"));
        Following first = follow();
        Following second = follow();
        first.read();
        second.read();
        appendAndAwait(file, "new\n", first, second);
        assertThat(first.text()).isEqualTo("begin\nnew\n");
        assertThat(second.text()).isEqualTo("begin\nnew\n");
        first.leave();
        second.leave();
        assertThat(Descriptors.in(directory)).isEmpty();
    }

    @Test
    void nothingIsLostOrReadTwiceInARotationThatOthersJoinIn() throws Exception {
        Following first = follow();
        append("old\n");
        Files.move(file, directory.resolve("a.log.1"));
        Following second = follow();
        appendAndAwait(file, "new\n", first, second);
        assertThat(first.text()).isEqualTo("begin\nold\nnew\n");
        assertThat(second.text()).isEqualTo("begin\nold\nnew\n");
    }

    @Test
    void aRenamedFileIsReadOnAndThenTheOneThatGetsItsName() throws Exception {
        Following following = follow();
        Path moved = Files.move(file, directory.resolve("a.moved"));
        appendAndAwait(moved, "one\n", following);
        appendAndAwait(moved, "two\n", following);
        appendAndAwait(file, "new\n", following);
        appendAndAwait(file, "more\n", following);
        assertThat(following.text()).isEqualTo("begin\none\ntwo\nnew\nmore\n");
    }

    @Test
    void anOldFileBesideARenamedOneIsNotReadAgain() throws Exception {
        Files.writeString(directory.resolve("a.log.1"), "old\n");
        Following following = follow();
        Path moved = Files.move(file, directory.resolve("a.moved"));
        appendAndAwait(moved, "one\n", following);
        appendAndAwait(moved, "two\n", following);
        appendAndAwait(file, "new\n", following);
        assertThat(following.text()).isEqualTo("begin\none\ntwo\nnew\n");
    }

    @Test
    void whatALinkLedToIsReadOnWhenItIsRenamed() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path target = Files.writeString(elsewhere.resolve("one"), "begin\n");
        Following following = new Following(logs, Files.createSymbolicLink(directory.resolve("l"), target), 1024);
        Path moved = Files.move(target, elsewhere.resolve("moved"));
        appendAndAwait(moved, "one\n", following);
        appendAndAwait(moved, "two\n", following);
    }

    @Test
    void aLinkIsFollowedToWhereItLeads() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), Files.createFile(elsewhere.resolve("one")));
        Following following = new Following(logs, link, 1024);
        Files.writeString(elsewhere.resolve("one"), "in one\n");
        following.awaitEnd("in one\n");

        Path next = Files.createSymbolicLink(directory.resolve("next"), Files.createFile(elsewhere.resolve("two")));
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
        Files.writeString(elsewhere.resolve("two"), "in two\n");
        following.awaitEnd("in two\n");
        appendAndAwait(elsewhere.resolve("two"), "more\n", following);
        assertThat(following.text()).isEqualTo("in one\nin two\nmore\n");
    }

    @Test
    void aDirectoryThatIsReplacedIsNoticed() throws Exception {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Path log = Files.writeString(inner.resolve("b.log"), "text\n");
        Following following = new Following(logs, log, 1024);
        Files.move(inner, directory.resolve("moved"));
        Files.createDirectory(inner);
        Files.writeString(log, "new\n");
        following.awaitEnd("new\n");
        appendAndAwait(log, "more\n", following);
        assertThat(following.text()).isEqualTo("text\nnew\nmore\n");
    }

    @Test
    void whatIsNoRegularFileIsNoLog() {
        assertThatThrownBy(() -> new Following(logs, Path.of("/dev/null"), 1024))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> new Following(logs, directory, 1024)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void manyFollowersShareOneOpenFileAndTheLastOneClosesIt() throws Exception {
        List<Following> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(follow());
        }
        assertThat(Descriptors.in(directory)).hasSize(1);
        rotate();
        append("x\n");
        for (Following following : many) {
            following.awaitEnd("x\n");
        }
        assertThat(Descriptors.in(directory)).as("only the new one is still needed").hasSize(1);
        many.forEach(Following::leave);
        assertThat(Descriptors.in(directory)).isEmpty();
        assertThat(new Following(logs, file, 1024)).isNotNull();
    }

    /** Who holds the monitor of a followed log stands for a disk that does not answer when it is looked at. */
    @Test
    void aLogThatDoesNotAnswerHoldsUpNoOther() throws Exception {
        Path dead = Files.writeString(Files.createDirectory(directory.resolve("dead")).resolve("a.log"), "a\n");
        Path living = Files.writeString(Files.createDirectory(directory.resolve("living")).resolve("b.log"), "b\n");
        try (DiskWorkers workers = new SimpleDiskWork().open("test", 2);
                FollowedLogs followed = new FollowedLogs(DirectoryWatch::open, path -> task -> workers.execute(path, task))) {
            Following hangs = new Following(followed, dead, 1024);
            Following goesOn = new Following(followed, living, 1024);
            synchronized (hangs.log()) {
                Files.writeString(dead, "more\n", APPEND);
                appendAndAwait(living, "one\n", goesOn);
                appendAndAwait(living, "two\n", goesOn);
                goesOn.leave();
                assertThat(new Following(followed, file, 1024)).isNotNull();
            }
            hangs.awaitEnd("more\n");
        }
    }
}
