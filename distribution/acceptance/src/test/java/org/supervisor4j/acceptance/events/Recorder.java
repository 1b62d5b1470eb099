package org.supervisor4j.acceptance.events;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.supervisor4j.acceptance.support.Software;

/** The listeners under {@code resources/events}, and what they have written. */
final class Recorder {

    static final String PYTHON = Software.installed("/usr/bin/python3", "python3");

    /** An event as a listener got it; {@code len} is what the header said. */
    record Recorded(String header, String payload) {

        String name() {
            return header.replaceAll(".*eventname:(\\S+).*", "$1");
        }

        int length() {
            return Integer.parseInt(header.replaceAll(".*len:", ""));
        }

        /** Without what is another number in each run. */
        String normal() {
            return header.replaceAll("ver:3.0 server:\\S+ ", "").replaceAll(" len:\\d+", "") + " | "
                    + payload.replaceAll("pid:\\d{2,}", "pid:N");
        }
    }

    private Recorder() {}

    static Path resource(String name) {
        try {
            return Path.of(Recorder.class.getResource("/events/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands in a record; what is not complete yet is left out. */
    static List<Recorded> read(Path record) throws IOException {
        if (!Files.exists(record)) {
            return List.of();
        }
        return Arrays.stream(("\n" + Files.readString(record)).split("\n@"))
                .skip(1)
                .map(Recorder::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Recorded> parse(String text) {
        int end = text.indexOf('\n');
        return end < 0
                ? Optional.empty()
                : Optional.of(new Recorded(text.substring(0, end), text.substring(end + 1).strip()));
    }
}
