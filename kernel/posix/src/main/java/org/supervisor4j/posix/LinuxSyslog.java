package org.supervisor4j.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The C library's way to the system's log: it knows where that listens and comes back to it when it is restarted. */
final class LinuxSyslog {

    private static final int LOG_INFO = 6;
    private static final int LOG_USER = 8;

    private static final MethodHandle SYSLOG =
            CLibrary.procedure("syslog", 2, FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS));

    // The library keeps the pointers.
    private static final MemorySegment FORMAT = Arena.global().allocateFrom("%s");

    static {
        MethodHandle openlog = CLibrary.procedure("openlog", 3, FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT));
        try {
            openlog.invokeExact(Arena.global().allocateFrom("supervisord"), 0, LOG_USER);
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    private LinuxSyslog() {}

    static void send(String message) {
        try (Arena arena = Arena.ofConfined()) {
            // A zero would end the text for the C library.
            SYSLOG.invokeExact(LOG_USER | LOG_INFO, FORMAT, arena.allocateFrom(message.replace('\0', ' ')));
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }
}
