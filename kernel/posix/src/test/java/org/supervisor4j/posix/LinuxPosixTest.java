package org.supervisor4j.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real children of a real kernel. */
@Timeout(30)
class LinuxPosixTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin", "GREETING", "grüß dich");

    private final Posix posix = new LinuxPosix();
    private Poller poller;

    @BeforeEach
    void open() throws Exception {
        poller = posix.openPoller();
    }

    @AfterEach
    void close() {
        poller.close();
    }

    /** What a child wrote until it closed its output, and how it ended. */
    private record Outcome(String output, EndedChild end) {}

    private Outcome run(String script, Optional<User> user, Optional<String> directory, OptionalInt umask)
            throws Exception {
        ChildPipe in = posix.openInputPipe(true);
        ChildPipe out = posix.openOutputPipe();
        int pid = onSpawnerThread(new Spawner.Request(
                "/bin/sh",
                List.of("sh", "-c", script),
                ENVIRONMENT,
                in.childs(),
                out.childs(),
                out.childs(),
                user,
                directory,
                umask));
        posix.close(in.childs());
        posix.close(out.childs());
        String output = readToEnd(out.ours());
        EndedChild end = awaitEnd(pid);
        posix.close(in.ours());
        posix.close(out.ours());
        return new Outcome(output, end);
    }

    private Outcome run(String script) throws Exception {
        return run(script, Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    /** A thread that has unshared its directory must not be one of the test runner's. */
    private int onSpawnerThread(Spawner.Request request) throws Exception {
        CompletableFuture<Integer> pid = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                pid.complete(posix.openSpawner().spawn(request));
            } catch (Exception e) {
                pid.completeExceptionally(e);
            }
        });
        thread.start();
        thread.join();
        return pid.get();
    }

    private String readToEnd(int fd) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
        poller.watch(fd, 1);
        int count;
        do {
            poller.await(Poller.FOREVER, _ -> {});
            count = posix.read(fd, buffer);
        } while (count != 0);
        poller.forget(fd);
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }

    private EndedChild awaitEnd(int pid) throws Exception {
        int pidfd = posix.openPidfd(pid);
        poller.watch(pidfd, 2);
        poller.await(Poller.FOREVER, token -> assertThat(token).isEqualTo(2));
        poller.forget(pidfd);
        posix.close(pidfd);
        return posix.reap(pid).orElseThrow();
    }

    @Test
    void aChildWritesUntilItsOutputEndsAndIsReaped() throws Exception {
        Outcome outcome = run("echo out; echo err >&2; exit 3");

        assertThat(outcome.output()).isEqualTo("out\nerr\n");
        assertThat(outcome.end().code()).isEqualTo(3);
        assertThat(outcome.end().signal()).isZero();
        assertThat(outcome.end().maxResidentKilobytes()).isPositive();
    }

    @Test
    void exit137AndADeathBySigkillAreDifferentThings() throws Exception {
        EndedChild exited = run("exit 137").end();
        EndedChild killed = run("kill -9 $$").end();

        assertThat(exited.code()).isEqualTo(137);
        assertThat(exited.signal()).isZero();
        assertThat(killed.code()).isZero();
        assertThat(killed.signal()).isEqualTo(9);
    }

    @Test
    void theEnvironmentIsExactlyTheGivenOne() throws Exception {
        assertThat(run("exec env").output().lines())
                .filteredOn(line -> !line.startsWith("PWD=") && !line.startsWith("SHLVL=") && !line.startsWith("_=") && !line.startsWith("OLDPWD="))
                .containsExactlyInAnyOrder("PATH=/usr/bin:/bin", "GREETING=grüß dich");
    }

    @Test
    void aChildLeadsItsOwnProcessGroupInOurSession() throws Exception {
        // Fields 5 and 6 of stat: process group and session.
        String[] fields = run("read -r line < /proc/$$/stat; echo $$ $line").output().strip().split(" ");
        String ourSession = Files.readString(Path.of("/proc/self/stat")).replaceAll("^.*\\) ", "").split(" ")[3];

        assertThat(fields[5]).isEqualTo(fields[0]);
        assertThat(fields[6]).isEqualTo(ourSession);
    }

    @Test
    void noSignalIsIgnoredOrBlockedAndNoOtherDescriptorIsOpen() throws Exception {
        Outcome outcome = run("grep -E '^Sig(Blk|Ign)' /proc/self/status; ls /proc/self/fd | tr '\\n' ' '");

        assertThat(outcome.output()).contains("SigBlk:\t0000000000000000").contains("SigIgn:\t0000000000000000");
        // 3 is the directory that ls itself reads.
        assertThat(outcome.output()).endsWith("0 1 2 3 ");
    }

    @Test
    void aChildsPipesAreOpenForReadingAndWriting() throws Exception {
        // flags of an open file: the last octal digit is the access mode, 2 for reading and writing
        String output = run("for fd in 0 1 2; do grep flags /proc/$$/fdinfo/$fd; done").output();

        assertThat(output.lines()).hasSize(3).allMatch(line -> line.endsWith("2"));
    }

    @Test
    void directoryAndUmaskAreTheChildsAlone(@TempDir Path directory) throws Exception {
        Path here = Path.of("").toRealPath();

        String output = run("pwd -P; umask", Optional.empty(), Optional.of(directory.toString()), OptionalInt.of(077))
                .output();

        assertThat(output).isEqualTo(directory.toRealPath() + "\n0077\n");
        assertThat(run("pwd -P; umask").output()).startsWith(here + "\n").doesNotContain("0077");
    }

    @Test
    void aMissingDirectoryIsNamedAsTheFailedStep() {
        assertThatThrownBy(() -> run("true", Optional.empty(), Optional.of("/nowhere/at/all"), OptionalInt.empty()))
                .hasRootCauseInstanceOf(SpawnException.class)
                .rootCause()
                .hasMessage("CHDIR failed with ENOENT");
    }

    @Test
    void anotherUserIsTakenOnCompletelyOrRefused() throws Exception {
        User nobody = posix.user("nobody").orElseThrow();
        if (posix.uid() == 0) {
            String output = run(
                            "grep -E '^(Uid|Gid|Groups|CapEff)' /proc/self/status",
                            Optional.of(nobody),
                            Optional.empty(),
                            OptionalInt.empty())
                    .output();
            String u = String.valueOf(nobody.uid());
            String g = String.valueOf(nobody.gid());
            assertThat(output)
                    .contains("Uid:\t" + String.join("\t", u, u, u, u))
                    .contains("Gid:\t" + String.join("\t", g, g, g, g))
                    .contains("Groups:\t" + g + " \n")
                    .contains("CapEff:\t0000000000000000");
            assertThat(run("id -u").output()).as("the next child").isEqualTo("0\n");
        } else {
            assertThatThrownBy(() -> run("true", Optional.of(nobody), Optional.empty(), OptionalInt.empty()))
                    .rootCause()
                    .hasMessage("SET_GROUPS failed with EPERM");
        }
    }

    @Test
    void theEnvironmentOfAnotherUserReachesItWholeButIsNoneOfRoots() throws Exception {
        Spawner.Request request = asNobody("/usr/bin/env", List.of("env"));
        if (posix.uid() == 0) {
            assertThat(outputOf(request).lines())
                    .containsExactlyInAnyOrder("PATH=/bin", "LD_LIBRARY_PATH=/nowhere", "A=b c");
        } else {
            assertThatThrownBy(() -> onSpawnerThread(request)).hasRootCauseInstanceOf(SpawnException.class);
        }
    }

    @Test
    void aProgramWhoseNameLooksLikeAVariableIsStillTheProgram(@TempDir Path directory) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path tool = Files.writeString(directory.resolve("a=b"), "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        Spawner.Request request = asNobody(tool.toString(), List.of("a=b", "/bin/echo", "two words"));
        if (posix.uid() == 0) {
            assertThat(outputOf(request)).isEqualTo("/bin/echo two words\n");
        } else {
            assertThatThrownBy(() -> onSpawnerThread(request)).hasRootCauseInstanceOf(SpawnException.class);
        }
    }

    private ChildPipe output;

    private Spawner.Request asNobody(String executable, List<String> arguments) throws Exception {
        output = posix.openOutputPipe();
        return new Spawner.Request(
                executable,
                arguments,
                Map.of("PATH", "/bin", "LD_LIBRARY_PATH", "/nowhere", "A", "b c"),
                output.childs(),
                output.childs(),
                output.childs(),
                posix.user("nobody"),
                Optional.empty(),
                OptionalInt.empty());
    }

    private String outputOf(Spawner.Request request) throws Exception {
        int pid = onSpawnerThread(request);
        posix.close(output.childs());
        String text = readToEnd(output.ours());
        posix.close(output.ours());
        assertThat(awaitEnd(pid).code()).isZero();
        return text;
    }

    @Test
    void aChildThatHasEndedIsFoundBeforeItIsReaped() throws Exception {
        ChildPipe pipe = posix.openOutputPipe();
        int pid = onSpawnerThread(new Spawner.Request(
                "/bin/true",
                List.of("true"),
                ENVIRONMENT,
                pipe.childs(),
                pipe.childs(),
                pipe.childs(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty()));
        posix.close(pipe.childs());
        int pidfd = posix.openPidfd(pid);
        poller.watch(pidfd, 3);
        poller.await(Poller.FOREVER, _ -> {});

        assertThat(posix.endedChild()).hasValue(pid);
        assertThat(posix.reap(pid)).isPresent();
        assertThat(posix.endedChild()).isEmpty();
        poller.forget(pidfd);
        posix.close(pidfd);
        posix.close(pipe.ours());
    }

    @Test
    void aDirectoryThatTheOtherUserMayNotEnterIsRefused(@TempDir Path directory) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        User nobody = posix.user("nobody").orElseThrow();
        assertThatThrownBy(() ->
                        run("true", Optional.of(nobody), Optional.of(directory.toString()), OptionalInt.empty()))
                .rootCause()
                .hasMessage(posix.uid() == 0 ? "CHDIR failed with EACCES" : "SET_GROUPS failed with EPERM");
    }

    @Test
    void aWakeUpEndsTheNextWait() throws Exception {
        poller.wakeUp();
        poller.wakeUp();
        poller.await(Poller.FOREVER, token -> assertThat(token).as("no descriptor is ready").isNull());
    }

    @Test
    void aThreadCanBlockSignalsAndOpenASourceOfThem() throws Exception {
        // On a thread of its own: the test runner's signal mask stays as it is.
        CompletableFuture<List<Integer>> pending = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                posix.blockSignals(Set.of(10));
                assertThat(posix.blockedSignals()).contains(10);
                try (SignalSource signals = posix.openSignals(Set.of(10))) {
                    pending.complete(signals.read());
                }
            } catch (ErrnoException | AssertionError e) {
                pending.completeExceptionally(e);
            }
        });
        thread.start();
        thread.join();

        assertThat(pending.get()).isEmpty();
    }

    @Test
    void aListeningSocketTakesConnections(@TempDir Path directory) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        int fd = posix.listen(address, 5);
        try (SocketChannel client = SocketChannel.open(address)) {
            assertThat(client.isConnected()).isTrue();
        } finally {
            posix.close(fd);
        }
    }

    @Test
    void datagramsNeedASocketForDatagrams(@TempDir Path directory) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        assertThatThrownBy(() -> posix.connectDatagrams(address, Duration.ofSeconds(1)))
                .hasMessage("connect(" + address + ") failed with ENOENT");
        int listening = posix.listen(address, 5);
        try {
            assertThatThrownBy(() -> posix.connectDatagrams(address, Duration.ofSeconds(1)))
                    .hasMessage("connect(" + address + ") failed with EPROTOTYPE");
        } finally {
            posix.close(listening);
        }
    }

    @Test
    void aTakenPortIsRefused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", taken.getLocalPort());
            assertThatThrownBy(() -> posix.listen(address, 5))
                    .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errnoName()).isEqualTo("EADDRINUSE"));
        }
    }

    @Test
    void aFailedCallNamesItselfItsSubjectAndTheError() {
        assertThatThrownBy(() -> posix.kill(0x3fffffff, 15, false))
                .isInstanceOf(ErrnoException.class)
                .hasMessage("kill(1073741823, 15) failed with ESRCH");
    }

    @Test
    void usersAreFoundByNameAndByNumber() {
        User root = posix.user("root").orElseThrow();

        assertThat(root.uid()).isZero();
        assertThat(root.groups()).startsWith(0);
        assertThat(posix.user(0)).contains(root);
        assertThat(posix.user("no-such-user-here")).isEmpty();
    }
}
