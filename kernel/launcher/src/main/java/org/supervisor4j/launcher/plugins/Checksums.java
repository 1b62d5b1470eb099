package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** SHA-256, and files of it as {@code sha256sum} writes them. */
final class Checksums {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    private Checksums() {}

    static boolean isOne(String text) {
        return SHA_256.matcher(text).matches();
    }

    static String of(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The checksums of a file, in lower case: the first word of each line; empty lines and comments do not count.
     *
     * @throws IOException if it cannot be read, or a line has something else
     */
    static List<String> readAll(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String word = line.strip().split("\\s", 2)[0].replaceFirst("^\\\\", ""); // as sha256sum marks odd names
            if (word.isEmpty() || word.startsWith("#")) {
                continue;
            }
            if (!isOne(word)) {
                throw new IOException(file + " has the line '" + line + "' (expected: 64 hexadecimal digits, as sha256sum writes them)");
            }
            found.add(word.toLowerCase(Locale.ROOT));
        }
        return found;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
