package org.supervisor4j.api.tls;

import java.io.IOException;
import java.nio.file.Path;

/** A file with a key or with certificates that is of no use; the message is for people, and names the file. */
public final class PemException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;

    /**
     * @param what what is wrong with the file
     * @param cause may be null
     */
    PemException(Path file, String what, Throwable cause) {
        super(file + ": " + what, cause);
        this.file = file;
    }

    /** The file that is of no use. */
    public Path file() {
        return file;
    }
}
