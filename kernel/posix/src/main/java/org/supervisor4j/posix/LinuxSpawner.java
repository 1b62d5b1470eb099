package org.supervisor4j.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.supervisor4j.posix.CLibrary.call;
import static org.supervisor4j.posix.CLibrary.checked;
import static org.supervisor4j.posix.CLibrary.intFunction;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.supervisor4j.posix.SpawnException.Step;

/**
 * {@code posix_spawn} from a thread that takes on directory and umask of the child for that moment: it has its own
 * ({@code unshare(CLONE_FS)}), and {@code posix_spawn} inherits them. Another user is taken on by the child itself, through
 * {@code setpriv} of util-linux; see docs/adr/0008-users-through-setpriv.md.
 */
final class LinuxSpawner implements Spawner {

    private static final int CLONE_FS = 0x200;
    private static final int O_PATH = 0x200000;
    private static final short SETPGROUP = 0x02;
    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    private static final int SIGSET_BYTES = 128;
    private static final int ATTRIBUTES_BYTES = 512; // glibc needs 336, musl the same
    private static final int ACTIONS_BYTES = 128; // glibc needs 80, musl the same
    private static final int MAX_GROUPS = 65_536;
    private static final List<String> SETPRIV = List.of("/usr/bin/setpriv", "/bin/setpriv");
    private static final List<String> ENV = List.of("/usr/bin/env", "/bin/env");
    private static final Set<String> UNSAFE = Set.of(
            "GCONV_PATH", "GETCONF_DIR", "GLIBC_TUNABLES", "HOSTALIASES", "LOCALDOMAIN", "LOCPATH", "MALLOC_TRACE",
            "NIS_PATH", "NLSPATH", "RESOLV_HOST_CONF", "RES_OPTIONS", "TMPDIR", "TZDIR");

    private static final class Functions {
        static final MethodHandle SPAWN =
                intFunction("posix_spawn", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        static final MethodHandle ATTR_INIT = intFunction("posix_spawnattr_init", ADDRESS);
        static final MethodHandle ATTR_SETFLAGS = intFunction("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
        static final MethodHandle ATTR_SETPGROUP = intFunction("posix_spawnattr_setpgroup", ADDRESS, JAVA_INT);
        static final MethodHandle ATTR_SETSIGDEFAULT = intFunction("posix_spawnattr_setsigdefault", ADDRESS, ADDRESS);
        static final MethodHandle ATTR_SETSIGMASK = intFunction("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);
        static final MethodHandle ACTIONS_INIT = intFunction("posix_spawn_file_actions_init", ADDRESS);
        static final MethodHandle ACTIONS_DESTROY = intFunction("posix_spawn_file_actions_destroy", ADDRESS);
        static final MethodHandle ADDDUP2 =
                intFunction("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
        static final Optional<MethodHandle> ADDCLOSEFROM =
                CLibrary.findIntFunction("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
    }

    private final Thread owner = Thread.currentThread();
    private final Arena arena = Arena.ofAuto();
    private final MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, 16);
    private final int home;
    private final int uid = (int) call(Syscall.GETEUID);
    private final int gid;
    private final MemorySegment groups = arena.allocate(JAVA_INT, MAX_GROUPS);
    private final int groupCount;
    private String defect = "";

    LinuxSpawner() throws ErrnoException {
        checked("unshare(CLONE_FS)", call(Syscall.UNSHARE, CLONE_FS));
        home = (int) checked(
                "open(.)",
                call(
                        Syscall.OPENAT,
                        LinuxPosix.AT_FDCWD,
                        arena.allocateFrom(".").address(),
                        O_PATH | LinuxPosix.O_CLOEXEC,
                        0));
        MemorySegment ids = arena.allocate(JAVA_INT, 3);
        checked("getresgid()", call(Syscall.GETRESGID, ids.address(), ids.address() + 4, ids.address() + 8));
        gid = ids.getAtIndex(JAVA_INT, 1);
        groupCount = (int) checked("getgroups()", call(Syscall.GETGROUPS, MAX_GROUPS, groups.address()));
        MemorySegment none = arena.allocate(SIGSET_BYTES, 8);
        MemorySegment all = arena.allocate(SIGSET_BYTES, 8).fill((byte) 0xff);
        try {
            ok((int) Functions.ATTR_INIT.invokeExact(attributes), "posix_spawnattr_init");
            ok((int) Functions.ATTR_SETPGROUP.invokeExact(attributes, 0), "posix_spawnattr_setpgroup");
            // A JVM ignores SIGPIPE, which would be inherited.
            ok((int) Functions.ATTR_SETSIGDEFAULT.invokeExact(attributes, all), "posix_spawnattr_setsigdefault");
            ok((int) Functions.ATTR_SETSIGMASK.invokeExact(attributes, none), "posix_spawnattr_setsigmask");
            short flags = SETPGROUP | SETSIGDEF | SETSIGMASK;
            ok((int) Functions.ATTR_SETFLAGS.invokeExact(attributes, flags), "posix_spawnattr_setflags");
        } catch (ErrnoException e) {
            throw e;
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    private static void ok(int result, String what) throws ErrnoException {
        if (result != 0) {
            throw new ErrnoException(what, result);
        }
    }

    @Override
    public int spawn(Request request) throws SpawnException {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    "called on " + Thread.currentThread().getName() + " (expected: " + owner.getName() + ")");
        }
        if (!defect.isEmpty()) {
            // Going on would start this program in the directory of another.
            throw new IllegalStateException(defect);
        }
        Optional<User> user = request.user().filter(u -> u.uid() != uid);
        if (user.isPresent() && uid != 0) {
            throw new SpawnException(Step.SET_GROUPS, Errno.EPERM);
        }
        boolean moved = false;
        long oldUmask = -1;
        try (Arena local = Arena.ofConfined()) {
            if (request.directory().isPresent()) {
                enter(local, request.directory().get(), user);
                moved = true;
            }
            if (request.umask().isPresent()) {
                oldUmask = call(Syscall.UMASK, request.umask().getAsInt());
            }
            return posixSpawn(local, user.isPresent() ? as(user.get(), request) : request);
        } finally {
            if (oldUmask >= 0) {
                call(Syscall.UMASK, oldUmask);
            }
            if (moved) {
                restored("fchdir", call(Syscall.FCHDIR, home));
            }
        }
    }

    /**
     * Has the child itself change its credentials. This thread must not take them on: the real and saved ids decide who may send signals,
     * and a signal to one thread of the daemon can end all of it.
     *
     * <p>Until it has done so the child is root, with an environment that the user may have had a say in: what makes a program load or
     * read other files than it means to comes in only afterwards.
     */
    private Request as(User user, Request request) throws SpawnException {
        List<String> command = new ArrayList<>();
        command.add(find(SETPRIV));
        command.add("--reuid=" + user.uid());
        command.add("--regid=" + user.gid());
        command.add("--groups=" + user.groups().stream().map(String::valueOf).collect(Collectors.joining(",")));
        command.add("--");
        Map<String, String> harmless = new HashMap<>(request.environment());
        Map<String, String> unsafe = new TreeMap<>();
        request.environment().keySet().stream()
                .filter(LinuxSpawner::isUnsafe)
                .forEach(name -> unsafe.put(name, harmless.remove(name)));
        if (!unsafe.isEmpty()) {
            command.add(find(ENV));
            unsafe.forEach((name, value) -> command.add(name + "=" + value));
            if (request.executable().contains("=")) {
                // env would take it for one more variable.
                command.addAll(List.of("/bin/sh", "-c", "exec \"$0\" \"$@\""));
            }
        }
        // The file that was found, not the word that was written: it must not be searched for again.
        command.add(request.executable());
        command.addAll(request.arguments().subList(1, request.arguments().size()));
        return new Request(
                command.getFirst(),
                command,
                harmless,
                request.stdin(),
                request.stdout(),
                request.stderr(),
                request.user(),
                request.directory(),
                request.umask());
    }

    /** Source: the variables that the C library itself does not believe in programs that change their user. */
    private static boolean isUnsafe(String variable) {
        return variable.startsWith("LD_") || UNSAFE.contains(variable);
    }

    private static String find(List<String> places) throws SpawnException {
        return places.stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new SpawnException(Step.SET_UID, Errno.ENOENT));
    }

    /** As the user, whose permissions count, but with only the effective ids: those do not open this thread to signals. */
    private void enter(Arena local, String directory, Optional<User> user) throws SpawnException {
        try {
            if (user.isPresent()) {
                User other = user.get();
                MemorySegment list = local.allocateFrom(
                        JAVA_INT, other.groups().stream().mapToInt(Integer::intValue).toArray());
                step(Step.SET_GROUPS, call(Syscall.SETGROUPS, other.groups().size(), list.address()));
                step(Step.SET_GID, call(Syscall.SETRESGID, -1, other.gid(), -1));
                step(Step.SET_UID, call(Syscall.SETRESUID, -1, other.uid(), -1));
            }
            step(Step.CHDIR, call(Syscall.CHDIR, local.allocateFrom(directory).address()));
        } finally {
            if (user.isPresent()) {
                restored("setresuid", call(Syscall.SETRESUID, -1, uid, -1));
                restored("setresgid", call(Syscall.SETRESGID, -1, gid, -1));
                restored("setgroups", call(Syscall.SETGROUPS, groupCount, groups.address()));
            }
        }
    }

    private void restored(String what, long result) {
        if (result < 0) {
            defect = "the spawner could not go back to what it was: " + what + " failed with " + Errno.name((int) -result);
            throw new IllegalStateException(defect);
        }
    }

    private static void step(Step step, long result) throws SpawnException {
        if (result < 0) {
            throw new SpawnException(step, (int) -result);
        }
    }

    /** Starts a program as the leader of a new session; the signal mask and the other descriptors up to 2 are inherited. */
    static int spawnSession(
            Arena local, MemorySegment program, MemorySegment arguments, MemorySegment environment, int stdin)
            throws ErrnoException {
        MemorySegment attributes = local.allocate(ATTRIBUTES_BYTES, 16);
        MemorySegment actions = local.allocate(ACTIONS_BYTES, 16);
        MemorySegment pid = local.allocate(JAVA_INT);
        try {
            ok((int) Functions.ATTR_INIT.invokeExact(attributes), "posix_spawnattr_init");
            ok((int) Functions.ATTR_SETFLAGS.invokeExact(attributes, SETSID), "posix_spawnattr_setflags");
            ok((int) Functions.ACTIONS_INIT.invokeExact(actions), "posix_spawn_file_actions_init");
            ok((int) Functions.ADDDUP2.invokeExact(actions, stdin, 0), "adddup2");
            ok(
                    (int) Functions.SPAWN.invokeExact(pid, program, actions, attributes, arguments, environment),
                    "posix_spawn");
            ok((int) Functions.ACTIONS_DESTROY.invokeExact(actions), "posix_spawn_file_actions_destroy");
        } catch (ErrnoException e) {
            throw e;
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
        return pid.get(JAVA_INT, 0);
    }

    private int posixSpawn(Arena local, Request request) throws SpawnException {
        MemorySegment pid = local.allocate(JAVA_INT);
        MemorySegment path = local.allocateFrom(request.executable());
        MemorySegment argv = LinuxPosix.strings(local, request.arguments().stream());
        MemorySegment envp = LinuxPosix.strings(
                local, request.environment().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()));
        MemorySegment actions = local.allocate(ACTIONS_BYTES, 16);
        int result;
        try {
            ok((int) Functions.ACTIONS_INIT.invokeExact(actions), "posix_spawn_file_actions_init");
            try {
                int[] descriptors = {request.stdin(), request.stdout(), request.stderr()};
                for (int target = 0; target < descriptors.length; target++) {
                    ok((int) Functions.ADDDUP2.invokeExact(actions, descriptors[target], target), "adddup2");
                }
                if (Functions.ADDCLOSEFROM.isPresent()) {
                    ok((int) Functions.ADDCLOSEFROM.get().invokeExact(actions, 3), "addclosefrom_np");
                } else {
                    // Not every C library can close in the child; what is marked here stays open for us.
                    checked("close_range()", call(Syscall.CLOSE_RANGE, 3, 0xffff_ffffL, LinuxPosix.CLOSE_RANGE_CLOEXEC));
                }
                result = (int) Functions.SPAWN.invokeExact(pid, path, actions, attributes, argv, envp);
            } finally {
                ok((int) Functions.ACTIONS_DESTROY.invokeExact(actions), "posix_spawn_file_actions_destroy");
            }
        } catch (ErrnoException e) {
            throw new SpawnException(Step.FORK, e.errno());
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
        if (result != 0) {
            // posix_spawn does not say which step failed; only these two are answers of clone.
            boolean fork = result == Errno.EAGAIN || result == Errno.ENOMEM;
            throw new SpawnException(fork ? Step.FORK : Step.EXEC, result);
        }
        return pid.get(JAVA_INT, 0);
    }
}
