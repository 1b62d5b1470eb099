package org.supervisor4j.acceptance.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A program that writes numbered lines, and the account of every byte of them in a log and its backups. */
public final class NumberedLines {

    private static final Pattern BACKUP = Pattern.compile("\\.(?:(\\d+)|(\\d{4}-.*?)(?:-(\\d+))?)(?:\\.gz|\\.zst)?");

    /** The higher, the younger. */
    private record Backup(Path file, String moment, int order) {
    }

    private NumberedLines() {
    }

    /** Writes until there is a file {@code NAME.stop} beside the configuration, then says how many it wrote and ends. */
    public static String[] writer(String name) {
        return new String[] {
            "command=/bin/sh -c 'n=0; while [ ! -e \"%(here)s/" + name + ".stop\" ]; do"
                    + " for i in 1 2 3 4 5 6 7 8 9 10; do n=$((n+1)); echo \"line $n\"; done; sleep 0.002; done;"
                    + " echo $n > \"%(here)s/" + name + ".count\"'",
            "startsecs=0", "autorestart=false", "stdout_logfile=%(here)s/" + name + ".log"
        };
    }

    /** Ends the writer and checks that backups and log are, in order, what it wrote: nothing missing, nothing twice. */
    public static void endAndAccount(SupervisorDaemon daemon, String name) throws IOException {
        Files.createFile(daemon.file(name + ".stop"));
        daemon.awaitState(name, "EXITED");
        int count = Integer.parseInt(Files.readString(daemon.file(name + ".count")).strip());
        String expected =
                IntStream.rangeClosed(1, count).mapToObj(n -> "line " + n + "\n").collect(Collectors.joining());
        Await.until("all that " + name + " wrote", () -> all(daemon.file(name + ".log")).length() >= expected.length());
        assertThat(all(daemon.file(name + ".log"))).isEqualTo(expected);
    }

    private static String all(Path log) {
        return Stream.concat(backups(log).stream(), Stream.of(log)).map(NumberedLines::text)
                .collect(Collectors.joining());
    }

    /** With numbers or moments in their names, the oldest first. */
    public static List<Path> backups(Path log) {
        try (Stream<Path> files = Files.list(log.getParent())) {
            return files.flatMap(file -> backup(log, file).stream())
                    .sorted((left, right) -> left.moment().equals(right.moment())
                            ? Integer.compare(left.order(), right.order())
                            : left.moment().compareTo(right.moment()))
                    .map(Backup::file)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Backup> backup(Path log, Path file) {
        String name = file.getFileName().toString();
        if (!name.startsWith(log.getFileName().toString())) {
            return List.of();
        }
        Matcher rest = BACKUP.matcher(name.substring(log.getFileName().toString().length()));
        if (!rest.matches()) {
            return List.of();
        }
        return List.of(rest.group(1) != null
                ? new Backup(file, "", -Integer.parseInt(rest.group(1)))
                : new Backup(file, rest.group(2), rest.group(3) == null ? 1 : Integer.parseInt(rest.group(3))));
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
