package org.supervisor4j.cli.shell;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Asks for a password on the controlling terminal, which does not show it. The terminal is set by {@code stty}; what it
 * was set to comes back in any case, also if the program is killed by Ctrl-C meanwhile.
 */
final class SecretInput {

    private final Path terminal;
    private final PrintStream err;

    SecretInput(Path terminal, PrintStream err) {
        this.terminal = terminal;
        this.err = err;
    }

    /** Reads a line in another way. */
    interface Otherwise {
        String read() throws IOException;
    }

    String read(String prompt, Otherwise otherwise) throws IOException {
        try (FileInputStream in = new FileInputStream(terminal.toFile());
                FileOutputStream out = new FileOutputStream(terminal.toFile(), true)) {
            String settings = stty("-g").strip();
            Thread restore = new Thread(() -> restore(settings));
            Runtime.getRuntime().addShutdownHook(restore);
            try {
                stty("-echo");
                out.write(prompt.getBytes(StandardCharsets.UTF_8));
                return PlainInput.await(PlainInput.start(() -> PlainInput.line(in)));
            } finally {
                restore(settings);
                Runtime.getRuntime().removeShutdownHook(restore);
                out.write('\n');
            }
        } catch (FileNotFoundException e) { // there is no controlling terminal
            err.println("Warning: Password input may be echoed.");
            err.print(prompt);
            err.flush();
            return otherwise.read();
        }
    }

    private void restore(String settings) {
        try {
            stty(settings);
        } catch (IOException e) {
            err.println("cannot make the terminal show what is typed again: " + e.getMessage() + " (try: stty sane)");
        }
    }

    private String stty(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty"));
        Collections.addAll(command, arguments);
        Process stty = new ProcessBuilder(command).redirectInput(terminal.toFile()).start();
        try {
            String out = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (stty.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed on " + terminal);
            }
            return out;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
