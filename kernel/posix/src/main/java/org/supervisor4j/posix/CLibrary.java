package org.supervisor4j.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * The way into the C library. System calls go through its {@code syscall} function: one function to link at start instead
 * of thirty, and no wrapper that would do more than asked, such as changing the credentials of all threads.
 */
final class CLibrary {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            SYMBOLS.find("syscall").orElseThrow(),
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(1));

    private static final MethodHandle BLIND_SYSCALL = LINKER.downcallHandle(
            SYMBOLS.find("syscall").orElseThrow(),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));

    /** Errno is read right after the call, on the same thread. */
    private static final ThreadLocal<MemorySegment> CALL_STATE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private CLibrary() {}

    /**
     * Does a system call.
     *
     * @return what the call returned, or the error number, negative
     */
    static long call(Syscall call, long a, long b, long c, long d, long e, long f) {
        MemorySegment state = CALL_STATE.get();
        long result;
        try {
            result = (long) SYSCALL.invokeExact(state, call.number(), a, b, c, d, e, f);
        } catch (Throwable t) {
            throw unexpected(t);
        }
        return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    }

    /**
     * Does a system call on a thread that may not have done one yet, without taking memory for it.
     *
     * @return whether it succeeded
     */
    static boolean callBlindly(Syscall call, long a, long b, long c) {
        try {
            return (long) BLIND_SYSCALL.invokeExact(call.number(), a, b, c) >= 0;
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long call(Syscall call) {
        return call(call, 0, 0, 0, 0, 0, 0);
    }

    static long call(Syscall call, long a) {
        return call(call, a, 0, 0, 0, 0, 0);
    }

    static long call(Syscall call, long a, long b) {
        return call(call, a, b, 0, 0, 0, 0);
    }

    static long call(Syscall call, long a, long b, long c) {
        return call(call, a, b, c, 0, 0, 0);
    }

    static long call(Syscall call, long a, long b, long c, long d) {
        return call(call, a, b, c, d, 0, 0);
    }

    /** As {@link #call}, for calls whose failure the caller does not expect. */
    static long checked(String what, long result) throws ErrnoException {
        if (result < 0) {
            throw new ErrnoException(what, (int) -result);
        }
        return result;
    }

    /** Links a function that returns an int. */
    static MethodHandle intFunction(String name, MemoryLayout... arguments) {
        return findIntFunction(name, arguments)
                .orElseThrow(() -> new IllegalStateException("the C library has no function '" + name + "'"));
    }

    /** As {@link #intFunction}, for a function that not every C library has. */
    static Optional<MethodHandle> findIntFunction(String name, MemoryLayout... arguments) {
        return SYMBOLS.find(name)
                .map(address -> LINKER.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, arguments)));
    }

    /** Links a function that returns a pointer. */
    static MethodHandle pointerFunction(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                SYMBOLS.find(name).orElseThrow(), FunctionDescriptor.of(ADDRESS, arguments));
    }

    /**
     * Links a function that returns nothing.
     *
     * @param fixed how many of its arguments come before those of variable number
     */
    static MethodHandle procedure(String name, int fixed, FunctionDescriptor function) {
        return LINKER.downcallHandle(SYMBOLS.find(name).orElseThrow(), function, Linker.Option.firstVariadicArg(fixed));
    }

    /** A linked function threw, which it cannot. */
    static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a call into the C library failed unexpectedly", e);
    }
}
