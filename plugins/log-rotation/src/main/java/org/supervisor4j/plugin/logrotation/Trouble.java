package org.supervisor4j.plugin.logrotation;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why something failed, in a few words with the file that it is about. */
final class Trouble {

    private Trouble() {}

    static String of(Throwable e) {
        if (!(e instanceof FileSystemException file)) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
        String reason =
                switch (file) {
                    case AccessDeniedException _ -> "permission denied";
                    case NoSuchFileException _ -> "no such file or folder";
                    case FileAlreadyExistsException _ -> "it exists already";
                    case DirectoryNotEmptyException _ -> "it is a folder that is not empty";
                    default -> file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
                };
        String where = file.getOtherFile() == null ? file.getFile() : file.getFile() + " -> " + file.getOtherFile();
        return where + ": " + reason;
    }
}
