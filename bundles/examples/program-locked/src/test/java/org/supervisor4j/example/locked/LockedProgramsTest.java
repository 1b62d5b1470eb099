package org.supervisor4j.example.locked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.GroupType;

class LockedProgramsTest {

    private static final ProcessId ONE = new ProcessId("a", "one");
    private static final ProcessId TWO = new ProcessId("a", "two");
    private static final ProcessId OTHER = new ProcessId("b", "b");

    @TempDir
    private Path folder;

    private final LockedPrograms programs = new LockedPrograms();
    private final List<String> problems = new ArrayList<>();

    private GroupType read(String... lines) {
        return programs.read(
                TestSection.of("locked-program:a", lines),
                (_, key, message, expected) -> problems.add(key + ": " + message + " (" + expected + ")"));
    }

    private GroupHooks activate() throws IOException {
        return read("lock_file=" + folder.resolve("lock")).activate();
    }

    @Test
    void theLockIsHeldAsLongAsAProcessOfTheGroupLives() throws IOException {
        GroupHooks hooks = activate();
        assertThat(hooks.acquire(ONE)).isEmpty();
        hooks.acquire(TWO);
        hooks.release(ONE);

        GroupHooks others = activate();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> others.acquire(OTHER))
                .withMessage("the lock " + folder.toRealPath().resolve("lock") + " is held by a:one of the daemon with pid "
                        + ProcessHandle.current().pid());
        hooks.release(TWO);
        assertThatNoException().isThrownBy(() -> others.acquire(OTHER));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> hooks.acquire(ONE));
        others.release(OTHER);
    }

    @Test
    void theFileTellsWhoHoldsItAndStays() throws IOException {
        GroupHooks hooks = activate();
        hooks.acquire(ONE);
        assertThat(Files.readString(folder.resolve("lock"))).startsWith("a:one of the daemon with pid ");
        hooks.release(ONE);
        hooks.close();
        assertThat(folder.resolve("lock")).isEmptyFile();
    }

    @Test
    void aFolderThatIsNotThereIsSaidWhenTheGroupIsToBecomeActive() {
        GroupType type = read("lock_file=" + folder.resolve("missing/lock"));
        assertThat(problems).isEmpty(); // it may be mounted later
        assertThatExceptionOfType(IOException.class).isThrownBy(type::activate)
                .withMessageStartingWith("the folder of lock_file " + folder.resolve("missing/lock") + " of 'a' is not there");
    }

    @Test
    void whatIsReadTwiceIsTheSame() {
        assertThat(read("lock_file=/x/y")).isEqualTo(read("lock_file=/x/./y")).isNotEqualTo(read("lock_file=/x/z"));
    }

    @Test
    void itWaitsForItsTurnUnlessItsSectionSaysOtherwise() {
        assertThat(programs.defaults()).containsEntry("startretries", "1000000");
    }

    @Test
    void wrongPathsAreProblems() {
        read();
        read("lock_file=relative");
        read("lock_file=/");
        assertThat(problems).containsExactly(
                "lock_file: [locked-program:a] does not specify a lock_file (an absolute path)",
                "lock_file: 'relative' is no absolute path of a file (such as /var/lock/x or %(here)s/x)",
                "lock_file: '/' is no absolute path of a file (such as /var/lock/x or %(here)s/x)");
    }
}
