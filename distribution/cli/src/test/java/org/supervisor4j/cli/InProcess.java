package org.supervisor4j.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Our supervisorctl, run inside the test. */
final class InProcess {

    static final String PROGRAM = "/usr/bin/supervisorctl";

    private InProcess() {
    }

    static Outcome run(String... args) {
        return run(Map.of(), Path.of("").toAbsolutePath(), args);
    }

    /** With lines on standard input. */
    static Outcome typing(String input, String... args) {
        return run(Map.of(), Path.of("").toAbsolutePath(), input, args);
    }

    static Outcome run(Map<String, String> environment, Path currentDirectory, String... args) {
        return run(environment, currentDirectory, "", args);
    }

    static Outcome run(Map<String, String> environment, Path currentDirectory, String input, String[] args) {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new Supervisorctl(PROGRAM, environment, currentDirectory)
                .run(List.of(args), in, printer(out), printer(err));
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static PrintStream printer(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }
}
