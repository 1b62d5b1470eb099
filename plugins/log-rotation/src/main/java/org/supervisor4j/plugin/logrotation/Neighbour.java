package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.supervisor4j.api.log.RotationPolicy;

/**
 * A file beside a log whose name is that of the log, a dot, and what a pattern describes.
 *
 * @param name what the pattern has matched
 * @param form how it is compressed, as the end of the name says
 */
record Neighbour(Path path, String name, String form) {

    private static final String FORM = "(?<form>" + String.join("|", RotationPolicy.SUFFIXES).replace(".", "\\.") + ")?";

    /** All of them, in no order. */
    static List<Neighbour> of(Path file, String pattern) throws IOException {
        Pattern names = Pattern.compile("(?<name>" + pattern + ")" + FORM);
        String prefix = file.getFileName() + ".";
        List<Neighbour> found = new ArrayList<>();
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(
                file.toAbsolutePath().getParent(), entry -> entry.getFileName().toString().startsWith(prefix))) {
            for (Path entry : folder) {
                Matcher name = names.matcher(entry.getFileName().toString().substring(prefix.length()));
                if (name.matches()) {
                    String form = name.group("form") == null ? "" : name.group("form");
                    found.add(new Neighbour(file.resolveSibling(entry.getFileName()), name.group("name"), form));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }
}
