package org.supervisor4j.cli.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The lines of earlier shells, one per line of a file, as the reference keeps them. It is a convenience: what goes wrong
 * with it is nobody's concern, so nothing is said and nothing fails.
 */
final class HistoryFile {

    private static final String OURS_ONLY = "rw-------";

    private final Path file;

    /** The given file, or none if it is null. */
    HistoryFile(Path file) {
        this.file = file;
    }

    /** The lines that were kept. */
    List<String> read() {
        if (file == null) {
            return List.of();
        }
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of(); // there is none yet, or it is not for us
        }
    }

    /**
     * Keeps further lines. What is there already stays as it is, to the byte: it may be longer than anybody reads, in another
     * encoding, or another shell's. A file that has to be created is nobody else's to read.
     */
    void append(List<String> lines) {
        if (file == null) {
            return;
        }
        try {
            create();
            if (!lines.isEmpty()) {
                Files.writeString(file, (isCutOff() ? "\n" : "") + String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            return; // then these lines are forgotten
        }
    }

    private void create() throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OURS_ONLY)));
        } catch (FileAlreadyExistsException e) {
            return; // and it keeps its mode
        }
    }

    /** Whether the last line has no end, to which another one would be added. */
    private boolean isCutOff() throws IOException {
        try (SeekableByteChannel content = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return content.size() > 0 && content.position(content.size() - 1).read(last) > 0 && last.get(0) != '\n';
        }
    }
}
