package org.supervisor4j.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user database, through the C library so that every configured source of it counts (files, LDAP and so on).
 *
 * <p><b>Threading:</b> any; the functions used share one buffer, so calls are made one at a time. They may block.
 */
final class LinuxUsers {

    // struct passwd in glibc and musl alike: pw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir, pw_shell
    private static final long UID_OFFSET = 16;
    private static final long GID_OFFSET = 20;
    private static final long DIRECTORY_OFFSET = 32;
    private static final int MAX_GROUPS = 65_536; // NGROUPS_MAX

    /** Linked at first use: most configurations name no user. */
    private static final class Functions {
        static final MethodHandle GETPWNAM = CLibrary.pointerFunction("getpwnam", ADDRESS);
        static final MethodHandle GETPWUID = CLibrary.pointerFunction("getpwuid", JAVA_INT);
        static final MethodHandle GETGROUPLIST =
                CLibrary.intFunction("getgrouplist", ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
    }

    synchronized Optional<User> byName(String name) {
        try (Arena arena = Arena.ofConfined()) {
            return user((MemorySegment) Functions.GETPWNAM.invokeExact(arena.allocateFrom(name)));
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    synchronized Optional<User> byUid(int uid) {
        try {
            return user((MemorySegment) Functions.GETPWUID.invokeExact(uid));
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    /** The C library's functions, unlike the raw system calls, change all threads. */
    void become(User user) throws SpawnException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment groups = arena.allocateFrom(
                    JAVA_INT, user.groups().stream().mapToInt(Integer::intValue).toArray());
            MethodHandle setgroups = CLibrary.intFunction("setgroups", JAVA_LONG, ADDRESS);
            MethodHandle setgid = CLibrary.intFunction("setgid", JAVA_INT);
            MethodHandle setuid = CLibrary.intFunction("setuid", JAVA_INT);
            allowed((int) setgroups.invokeExact((long) user.groups().size(), groups), SpawnException.Step.SET_GROUPS);
            allowed((int) setgid.invokeExact(user.gid()), SpawnException.Step.SET_GID);
            allowed((int) setuid.invokeExact(user.uid()), SpawnException.Step.SET_UID);
        } catch (SpawnException e) {
            throw e;
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    private static void allowed(int result, SpawnException.Step step) throws SpawnException {
        if (result != 0) {
            throw new SpawnException(step, Errno.EPERM); // the only reason that these have for a valid user
        }
    }

    private Optional<User> user(MemorySegment passwd) throws Throwable {
        if (passwd.address() == 0) {
            return Optional.empty();
        }
        MemorySegment entry = passwd.reinterpret(DIRECTORY_OFFSET + 8);
        String name = text(entry, 0);
        int gid = entry.get(JAVA_INT, GID_OFFSET);
        return Optional.of(new User(
                name, entry.get(JAVA_INT, UID_OFFSET), gid, groups(name, gid), text(entry, DIRECTORY_OFFSET)));
    }

    private static String text(MemorySegment entry, long offset) {
        return entry.get(ADDRESS, offset).reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static List<Integer> groups(String name, int gid) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment groups = arena.allocate(JAVA_INT, MAX_GROUPS);
            MemorySegment count = arena.allocateFrom(JAVA_INT, MAX_GROUPS);
            int found = (int) Functions.GETGROUPLIST.invokeExact(arena.allocateFrom(name), gid, groups, count);
            if (found < 0) {
                throw new IllegalStateException("user " + name + " is in more than " + MAX_GROUPS + " groups");
            }
            List<Integer> result = new ArrayList<>();
            for (int i = 0; i < found; i++) {
                result.add(groups.getAtIndex(JAVA_INT, i));
            }
            return result;
        }
    }
}
