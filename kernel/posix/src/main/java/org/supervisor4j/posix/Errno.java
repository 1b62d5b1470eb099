package org.supervisor4j.posix;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;

/** The error numbers of Linux that are the same on all of its current architectures; source: errno-base.h and errno.h. */
public final class Errno {

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int ECHILD = 10;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EMFILE = 24;
    public static final int EPIPE = 32;
    public static final int ENAMETOOLONG = 36;

    private static final String[] NAMES = new String[134];

    static {
        String base = "EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY "
                + "EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK "
                + "EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP";
        int number = 1;
        for (String name : base.split(" ")) {
            NAMES[number++] = name;
        }
        NAMES[80] = "ELIBBAD";
        NAMES[90] = "EMSGSIZE";
        NAMES[91] = "EPROTOTYPE";
        NAMES[95] = "EOPNOTSUPP";
        NAMES[97] = "EAFNOSUPPORT";
        NAMES[98] = "EADDRINUSE";
        NAMES[99] = "EADDRNOTAVAIL";
        NAMES[105] = "ENOBUFS";
        NAMES[111] = "ECONNREFUSED";
        NAMES[116] = "ESTALE";
        NAMES[122] = "EDQUOT";
    }

    private Errno() {}

    /**
     * The symbolic name behind an exception of a file operation of Java, which knows only the C library's text for it; that text
     * itself if we have no name for it.
     */
    public static String name(FileSystemException e) {
        return switch (e) {
            case NoSuchFileException _ -> "ENOENT";
            case AccessDeniedException _ -> "EACCES";
            case FileAlreadyExistsException _ -> "EEXIST";
            case DirectoryNotEmptyException _ -> "ENOTEMPTY";
            default -> {
                String text = String.valueOf(e.getReason());
                yield TEXTS.getOrDefault(text, text);
            }
        };
    }

    /** Why a file operation failed, without Java's names for it: the symbolic name of the error if that is known, else its text. */
    public static String reason(IOException e) {
        return switch (e) {
            case ErrnoException errno -> errno.errnoName();
            case FileSystemException file -> name(file);
            default -> {
                String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                yield TEXTS.getOrDefault(text, text);
            }
        };
    }

    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("Is a directory", "EISDIR"),
            Map.entry("Not a directory", "ENOTDIR"),
            Map.entry("Too many open files", "EMFILE"),
            Map.entry("Too many open files in system", "ENFILE"),
            Map.entry("No space left on device", "ENOSPC"),
            Map.entry("Read-only file system", "EROFS"),
            Map.entry("File name too long", "ENAMETOOLONG"),
            Map.entry("Too many levels of symbolic links", "ELOOP"),
            Map.entry("Operation not permitted", "EPERM"),
            Map.entry("Input/output error", "EIO"),
            Map.entry("Disk quota exceeded", "EDQUOT"),
            Map.entry("File too large", "EFBIG"),
            Map.entry("Broken pipe", "EPIPE"),
            Map.entry("Stale file handle", "ESTALE"),
            Map.entry("Resource temporarily unavailable", "EAGAIN"));

    /** The symbolic name, or {@code errno <n>} for a number that has none here. */
    public static String name(int errno) {
        String name = errno > 0 && errno < NAMES.length ? NAMES[errno] : null;
        return name == null ? "errno " + errno : name;
    }
}
