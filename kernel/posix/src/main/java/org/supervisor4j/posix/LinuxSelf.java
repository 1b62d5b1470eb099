package org.supervisor4j.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.supervisor4j.posix.CLibrary.call;
import static org.supervisor4j.posix.CLibrary.checked;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What this process was started as, to be started once more. As bytes, since an environment need not be text; read before the process
 * changes its user, since Linux shows it to root only from then on.
 *
 * @param arguments strings with a zero each; so is {@code environment}
 */
record LinuxSelf(String program, byte[] arguments, byte[] environment) {

    static LinuxSelf read() throws IOException {
        Path proc = Path.of("/proc/self");
        return new LinuxSelf(
                Files.readSymbolicLink(proc.resolve("exe")).toString(),
                Files.readAllBytes(proc.resolve("cmdline")),
                Files.readAllBytes(proc.resolve("environ")));
    }

    /**
     * The same with another environment.
     *
     * @param variable {@code NAME=value}, in the place of one of that name
     */
    LinuxSelf with(String variable) {
        byte[] name = variable.substring(0, variable.indexOf('=') + 1).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        for (int start = 0, end = 0; end < environment.length; end++) {
            if (environment[end] == 0) {
                if (end - start < name.length || !Arrays.equals(environment, start, start + name.length, name, 0, name.length)) {
                    changed.write(environment, start, end + 1 - start);
                }
                start = end + 1;
            }
        }
        changed.writeBytes((variable + "\0").getBytes(StandardCharsets.UTF_8));
        return new LinuxSelf(program, arguments, changed.toByteArray());
    }

    /** In the place of this process; returns only by failing. */
    ErrnoException execute() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            // Not closed but marked: should execve fail, we are as we were.
            checked("close_range()", call(Syscall.CLOSE_RANGE, 3, 0xffff_ffffL, LinuxPosix.CLOSE_RANGE_CLOEXEC));
            long result = call(
                    Syscall.EXECVE,
                    arena.allocateFrom(program).address(),
                    splitStrings(arena, arguments).address(),
                    splitStrings(arena, environment).address());
            return new ErrnoException("execve(" + program + ")", (int) -result);
        }
    }

    /**
     * Beside this process; answers the pid.
     *
     * @param variable for its environment, see {@link #with}
     */
    int spawnInNewSession(int stdin, String variable) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return LinuxSpawner.spawnSession(
                    arena,
                    arena.allocateFrom(program),
                    splitStrings(arena, arguments),
                    splitStrings(arena, with(variable).environment()),
                    stdin);
        }
    }

    /** A null-terminated array of pointers into bytes that hold strings, each with its own zero. */
    private static MemorySegment splitStrings(Arena arena, byte[] bytes) {
        MemorySegment text = arena.allocateFrom(JAVA_BYTE, bytes);
        List<Long> starts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                starts.add(text.address() + start);
                start = i + 1;
            }
        }
        starts.add(0L);
        return arena.allocateFrom(JAVA_LONG, starts.stream().mapToLong(Long::longValue).toArray());
    }
}
