package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The operating system's reasons for refusing a socket, by the texts in which Java hands them on: the number itself is
 * lost there. Texts of glibc and musl, numbers of Linux.
 */
enum SocketError {
    EPERM(1, "Operation not permitted"),
    ENOENT(2, "No such file or directory"),
    EACCES(13, "Permission denied"),
    ENOTDIR(20, "Not a directory"),
    EINVAL(22, "Invalid argument"),
    EMFILE(24, "Too many open files", "No file descriptors available"),
    ENOSPC(28, "No space left on device"),
    EROFS(30, "Read-only file system"),
    ENAMETOOLONG(36, "File name too long", "Filename too long"),
    ELOOP(40, "Too many levels of symbolic links", "Symbolic link loop"),
    EPROTOTYPE(91, "Protocol wrong type for socket"),
    EAFNOSUPPORT(97, "Address family not supported by protocol"),
    EADDRINUSE(98, "Address already in use", "Address in use"),
    EADDRNOTAVAIL(99, "Cannot assign requested address", "Address not available"),
    ECONNREFUSED(111, "Connection refused"),
    EDQUOT(122, "Disk quota exceeded", "Quota exceeded");

    private final int number;
    private final List<String> texts;

    SocketError(int number, String... texts) {
        this.number = number;
        this.texts = List.of(texts);
    }

    /** Empty if the exception has another cause than an answer of the operating system that we know. */
    static Optional<SocketError> of(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> Optional.of(ENOENT);
            case AccessDeniedException _ -> Optional.of(EACCES);
            case FileSystemException file -> ofText(file.getReason());
            default -> ofText(e.getMessage());
        };
    }

    private static Optional<SocketError> ofText(String text) {
        return text == null ? Optional.empty()
                : Arrays.stream(values()).filter(error -> error.texts.stream().anyMatch(text::startsWith)).findFirst();
    }

    /** As supervisord writes it: {@code errno.EACCES (13)}. */
    @Override
    public String toString() {
        return "errno." + name() + " (" + number + ")";
    }
}
