package org.supervisor4j.plugin.fastcgi;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The operating system's reasons for refusing a socket, with the numbers of Linux. Java's file operations hand on the C
 * library's text, the kernel's sockets the symbolic name at the end of a message; the number is lost in both.
 */
enum SystemError {
    EPERM(1, "Operation not permitted"),
    ENOENT(2, "No such file or directory"),
    EACCES(13, "Permission denied"),
    EEXIST(17, "File exists"),
    ENOTDIR(20, "Not a directory"),
    EISDIR(21, "Is a directory"),
    EINVAL(22, "Invalid argument"),
    ENFILE(23, "Too many open files in system"),
    EMFILE(24, "Too many open files"),
    ENOSPC(28, "No space left on device"),
    EROFS(30, "Read-only file system"),
    ENAMETOOLONG(36, "File name too long"),
    ELOOP(40, "Too many levels of symbolic links"),
    EAFNOSUPPORT(97, "Address family not supported by protocol"),
    EADDRINUSE(98, "Address already in use"),
    EADDRNOTAVAIL(99, "Cannot assign requested address"),
    EDQUOT(122, "Disk quota exceeded");

    private final int number;
    private final String text;

    SystemError(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** As supervisord writes it, {@code [Errno 98] Address already in use}; what is none of these in its own words. */
    static String describe(IOException e) {
        if (e instanceof UnknownHostException) {
            return "[Errno -2] Name or service not known";
        }
        return of(e).map(SystemError::toString).orElseGet(() -> String.valueOf(e.getMessage()));
    }

    private static Optional<SystemError> of(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> Optional.of(ENOENT);
            case AccessDeniedException _ -> Optional.of(EACCES);
            case FileAlreadyExistsException _ -> Optional.of(EEXIST);
            case FileSystemException file ->
                first(error -> error.text.equals(file.getReason()));
            default -> {
                String message = String.valueOf(e.getMessage());
                yield first(error -> message.endsWith(" failed with " + error.name()));
            }
        };
    }

    private static Optional<SystemError> first(Predicate<SystemError> condition) {
        return Arrays.stream(values()).filter(condition).findFirst();
    }

    @Override
    public String toString() {
        return "[Errno " + number + "] " + text;
    }
}
