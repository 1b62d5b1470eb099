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
import java.util.List;

/** What this process was started as, to be started once more: the strings are kept as bytes, since an environment need not be text. */
record LinuxSelf(MemorySegment program, MemorySegment arguments, MemorySegment environment) {

    /**
     * Reads it from {@code /proc}.
     *
     * @param moreEnvironment strings with a zero each
     */
    static LinuxSelf read(Arena arena, String moreEnvironment) throws IOException {
        Path proc = Path.of("/proc/self");
        ByteArrayOutputStream environment = new ByteArrayOutputStream();
        environment.write(Files.readAllBytes(proc.resolve("environ")));
        environment.write(moreEnvironment.getBytes(StandardCharsets.UTF_8));
        return new LinuxSelf(
                arena.allocateFrom(Files.readSymbolicLink(proc.resolve("exe")).toString()),
                splitStrings(arena, Files.readAllBytes(proc.resolve("cmdline"))),
                splitStrings(arena, environment.toByteArray()));
    }

    /** In the place of this process; returns only by failing. */
    ErrnoException execute() throws ErrnoException {
        // Not closed but marked: should execve fail, we are as we were.
        checked("close_range()", call(Syscall.CLOSE_RANGE, 3, 0xffff_ffffL, LinuxPosix.CLOSE_RANGE_CLOEXEC));
        long result = call(Syscall.EXECVE, program.address(), arguments.address(), environment.address());
        return new ErrnoException("execve()", (int) -result);
    }

    /** Beside this process; answers the pid. */
    int spawnInNewSession(Arena arena, int stdin) throws ErrnoException {
        return LinuxSpawner.spawnSession(arena, program, arguments, environment, stdin);
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
