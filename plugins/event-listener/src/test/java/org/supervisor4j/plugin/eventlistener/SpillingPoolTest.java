package org.supervisor4j.plugin.eventlistener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool that discards nothing. */
@Timeout(30)
class SpillingPoolTest extends SpillingPools {

    /** A pool that deals with files at once. */
    private Pool pool(String name) throws IOException {
        return pools.open(settings(name), Optional.of(SpillFolder.open(name, directory)), Runnable::run, Runnable::run);
    }

    private List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** The files with events. */
    private List<Path> chunks() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".spill")).toList();
        }
    }

    @Test
    void nothingIsLostAndTheOrderStaysThroughFiles() throws Exception {
        Pool pool = pool(NAME);
        send(0, 300);
        assertThat(chunks()).hasSizeGreaterThan(3);
        Child child = new Child(pool, NAME).running().says("READY\n");
        for (int i = 0; i < 300; i++) {
            child.says("RESULT 2\nOKREADY\n");
        }
        assertThat(numbers(child)).isEqualTo(numbers(0, 300));
        assertThat(chunks()).isEmpty();
        assertThat(said.lines()).isEmpty();
    }

    @Test
    void whatComesBackIsOfferedAgainInTheOrderOfItsNumbers() throws Exception {
        Pool pool = pool(NAME);
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        send(0, 4);
        a.ended();
        b.ended();
        Child c = new Child(pool, "c").running().says("READY\n");
        for (int i = 0; i < 3; i++) {
            c.says("RESULT 2\nOKREADY\n");
        }
        assertThat(numbers(c)).isEqualTo(numbers(0, 4));
    }

    @Test
    void soItIsWithAThreadOfItsOwn() throws Exception {
        Pool pool = pools.open(settings(NAME));
        send(0, 300);
        Child child = new Child(pool, NAME).running().says("READY\n");
        for (int i = 1; i < 300; i++) {
            child.awaitEvents(i);
            child.says("RESULT 2\nOKREADY\n");
        }
        child.awaitEvents(300);
        assertThat(numbers(child)).isEqualTo(numbers(0, 300));
        child.says("RESULT 2\nOK");
        pool.close();
        assertThat(in(directory)).isEmpty();
        assertThat(said.lines()).isEmpty();
    }

    @Test
    void whatWaitsInFilesGoesWithThePool() throws Exception {
        Pool pool = pool(NAME);
        send(0, 300);
        pool.close();
        assertThat(in(directory)).isEmpty();
        assertThat(said.lines()).containsExactly("WARN pool p ends, 300 events were not delivered");
    }

    @Test
    void aPoolWithoutAPlaceForItsFilesDoesNotBecomeActive() {
        directory = directory.resolve("none");
        assertThatThrownBy(() -> new PoolGroup(settings(NAME), pools).activate())
                .isInstanceOf(IOException.class)
                .hasMessage("waiting events of the pool p cannot be kept in " + directory
                        + " (buffer_directory): no such file or directory");
    }

    /** Not any more: what another process has. */
    private Path left(String name, String owner) throws IOException {
        Path folder = Files.createDirectory(directory.resolve(name));
        Files.writeString(folder.resolve("pool"), "waiting events of the pool " + owner + "\n");
        Files.createFile(folder.resolve("0.spill"));
        return folder;
    }

    @Test
    void whatAKilledDaemonHasLeftOfThePoolIsRemoved() throws Exception {
        Path folder = left("supervisor-events-1", NAME);
        pool(NAME);
        assertThat(folder).doesNotExist();
        assertThat(said.lines()).containsExactly("WARN pool p: " + folder + ", which a daemon that was killed has left, is removed");
    }

    @Test
    void whatIsNotKnownToBeLeftOfThePoolStays() throws Exception {
        List<Path> foreign = List.of(
                Files.createFile(directory.resolve("supervisor-events-p-99999999999999999999-x.spill")),
                Files.createDirectory(directory.resolve("supervisor-events-empty")),
                Files.createDirectories(directory.resolve("supervisor-events-strange").resolve("pool")),
                left("supervisor-events-other", "p-2"),
                Files.createSymbolicLink(directory.resolve("supervisor-events-link"), left("elsewhere", NAME)));
        Pool twin = pool(NAME);
        send(0, 300);
        List<Path> inUse = chunks();
        pool(NAME);
        pool("p-");
        assertThat(foreign).allSatisfy(path -> assertThat(path).exists());
        assertThat(directory.resolve("elsewhere").resolve("0.spill")).exists();
        assertThat(inUse).allSatisfy(path -> assertThat(path).exists());
        assertThat(said.lines()).isEmpty();
        twin.close();
    }

    @Test
    void whatAnotherDaemonUsesStays() throws Exception {
        Path folder = left("supervisor-events-1", NAME);
        Process other = new ProcessBuilder("/usr/bin/python3", "-c", "import fcntl, sys; f = open(sys.argv[1], 'r+'); fcntl.lockf(f, fcntl.LOCK_EX);"
                + " print('locked', flush=True); sys.stdin.read()", folder.resolve("pool").toString()).start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("locked");
            pool(NAME);
            assertThat(folder.resolve("0.spill")).exists();
        } finally {
            other.destroyForcibly().waitFor();
        }
        pool(NAME);
        assertThat(folder).doesNotExist();
    }

    /** Whoever opened and closed the file of a pool of its own would give up the lock on it. */
    @Test
    void aPoolKeepsItsLockWhateverOtherPoolsComeAndGo() throws Exception {
        pool(NAME);
        Path owner = in(in(directory).getFirst()).getFirst();
        pool(NAME).close();
        pool("q").close();
        Process other = new ProcessBuilder("/usr/bin/python3", "-c",
                "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+'), fcntl.LOCK_EX | fcntl.LOCK_NB)", owner.toString()).start();
        assertThat(other.waitFor()).isEqualTo(1);
        assertThat(new String(other.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).contains("BlockingIOError");
    }

    @Test
    void aFolderThatIsTidiedAwayIsMadeAgain() throws Exception {
        Pool pool = pool(NAME);
        Path folder = in(directory).getFirst();
        Files.delete(folder.resolve("pool"));
        Files.delete(folder);
        send(0, 300);
        Child child = new Child(pool, NAME).running().says("READY\n");
        for (int i = 0; i < 300; i++) {
            child.says("RESULT 2\nOKREADY\n");
        }
        assertThat(numbers(child)).isEqualTo(numbers(0, 300));
        assertThat(said.lines()).isEmpty();
    }

    @Test
    void theListenerGetsWhatIsReadWhenItIsThere() throws Exception {
        BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
        Executor later = held::add;
        Pool pool = pools.open(settings(NAME), Optional.of(SpillFolder.open(NAME, directory)), later, Runnable::run);
        send(0, 120);
        held.take().run();
        assertThat(chunks()).hasSize(1);
        Child child = new Child(pool, NAME).running().says("READY\n");
        for (int i = 1; i < 120 && held.isEmpty(); i++) {
            child.says("RESULT 2\nOKREADY\n");
        }
        int before = child.got().size();
        assertThat(before).isLessThan(60);
        held.take().run();
        assertThat(child.got()).hasSize(before + 1);
        for (int i = before + 1; i < 120; i++) {
            child.says("RESULT 2\nOKREADY\n");
        }
        assertThat(numbers(child)).isEqualTo(numbers(0, 120));
    }

    @Test
    void whatCannotBeReadIsCountedAndTheRestFollows() throws Exception {
        BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
        Pool pool = pools.open(settings(NAME), Optional.of(SpillFolder.open(NAME, directory)), held::add, Runnable::run);
        send(0, 120);
        held.take().run();
        Path chunk = chunks().getFirst();
        try (FileChannel channel = FileChannel.open(chunk, StandardOpenOption.WRITE)) {
            channel.truncate(100_000); // four events, and a part of one
        }
        Child child = new Child(pool, NAME).running().says("READY\n");
        for (int i = 1; i < 71; i++) {
            child.says("RESULT 2\nOKREADY\n");
            while (!held.isEmpty()) {
                held.take().run();
            }
        }
        assertThat(said.lines()).hasSize(1).first().asString()
                .startsWith("ERROR pool p: 49 waiting events are lost, " + chunk + " cannot be read: ");
        assertThat(numbers(child)).last().isEqualTo("119");
    }
}
