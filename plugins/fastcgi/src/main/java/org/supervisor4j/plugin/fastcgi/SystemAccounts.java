package org.supervisor4j.plugin.fastcgi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The system's user database, through the C library so that every configured source of it counts (files, LDAP and so
 * on). Java itself knows neither a user's primary group nor whether a number belongs to anybody.
 */
final class SystemAccounts implements Accounts {

    // The first fields of struct passwd and struct group: name, password, then uid and gid, or gid
    private static final long FIRST_ID = 16;
    private static final long SECOND_ID = 20;
    private static final long ENTRY_BYTES = 128; // more than either has
    private static final long FIRST_BUFFER_BYTES = 4_096;
    private static final long LAST_BUFFER_BYTES = 1 << 22;
    private static final int ERANGE = 34;
    /** No error, EPERM, ENOENT, ESRCH and EBADF: see getpwnam_r(3). */
    private static final Set<Integer> NOT_FOUND = Set.of(0, 1, 2, 3, 9);

    /** Linked at first use: most configurations name no user. */
    private static final class Functions {
        // The reentrant ones: the others share a buffer with whoever else calls them in this process.
        static final MethodHandle GETPWNAM = lookup("getpwnam_r", ADDRESS);
        static final MethodHandle GETPWUID = lookup("getpwuid_r", JAVA_INT);
        static final MethodHandle GETGRNAM = lookup("getgrnam_r", ADDRESS);
        static final MethodHandle GETGRGID = lookup("getgrgid_r", JAVA_INT);
        static final MethodHandle GETUID = link("getuid", FunctionDescriptor.of(JAVA_INT));

        private static MethodHandle lookup(String name, MemoryLayout key) {
            return link(name, FunctionDescriptor.of(JAVA_INT, key, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
        }

        private static MethodHandle link(String name, FunctionDescriptor signature) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
        }
    }

    /** One of the four functions with its key. */
    private interface Query {
        int run(MemorySegment entry, MemorySegment buffer, long bufferBytes, MemorySegment result) throws Throwable;
    }

    /** The two numbers after the strings of an entry; the second means nothing for a group. */
    private record Ids(int first, int second) {}

    @Override
    public Optional<User> user(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocateFrom(name);
            return find("user " + name, (entry, buffer, bytes, result) ->
                            (int) Functions.GETPWNAM.invokeExact(key, entry, buffer, bytes, result))
                    .map(ids -> new User(ids.first(), ids.second()));
        }
    }

    @Override
    public Optional<User> user(int uid) {
        return find("user " + uid, (entry, buffer, bytes, result) ->
                        (int) Functions.GETPWUID.invokeExact(uid, entry, buffer, bytes, result))
                .map(ids -> new User(ids.first(), ids.second()));
    }

    @Override
    public OptionalInt group(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocateFrom(name);
            Optional<Ids> found = find("group " + name, (entry, buffer, bytes, result) ->
                    (int) Functions.GETGRNAM.invokeExact(key, entry, buffer, bytes, result));
            return found.isPresent() ? OptionalInt.of(found.get().first()) : OptionalInt.empty();
        }
    }

    @Override
    public boolean hasGroup(int gid) {
        return find("group " + gid, (entry, buffer, bytes, result) ->
                        (int) Functions.GETGRGID.invokeExact(gid, entry, buffer, bytes, result))
                .isPresent();
    }

    @Override
    public int ownUid() {
        try {
            return (int) Functions.GETUID.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("getuid cannot be called", e);
        }
    }

    private static Optional<Ids> find(String what, Query query) {
        for (long bytes = FIRST_BUFFER_BYTES; bytes <= LAST_BUFFER_BYTES; bytes *= 4) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment entry = arena.allocate(ENTRY_BYTES, 8);
                MemorySegment result = arena.allocate(ADDRESS);
                int error = run(what, query, entry, arena.allocate(bytes), bytes, result);
                if (error == 0 && result.get(ADDRESS, 0).address() != 0) {
                    return Optional.of(new Ids(entry.get(JAVA_INT, FIRST_ID), entry.get(JAVA_INT, SECOND_ID)));
                }
                if (NOT_FOUND.contains(error)) {
                    return Optional.empty();
                }
                if (error != ERANGE) {
                    throw new IllegalStateException("the " + what + " cannot be looked up: errno " + error);
                }
            }
        }
        throw new IllegalStateException("the entry of the " + what + " has more than " + LAST_BUFFER_BYTES + " bytes");
    }

    private static int run(
            String what, Query query, MemorySegment entry, MemorySegment buffer, long bytes, MemorySegment result) {
        try {
            return query.run(entry, buffer, bytes, result);
        } catch (Throwable e) {
            throw new IllegalStateException("the " + what + " cannot be looked up", e);
        }
    }
}
