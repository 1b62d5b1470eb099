package org.supervisor4j.acceptance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A configuration file that a test writes, section by section. It begins with a control socket {@code s}, a log
 * {@code d.log}, a pid file {@code d.pid} and automatic logs in the file's own folder.
 */
public final class Conf {

    private final Path directory;
    private final Map<String, String> sections = new LinkedHashMap<>();
    private String text;

    private Conf(Path directory) {
        this.directory = directory;
    }

    public static Conf in(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Conf(directory)
                .section("unix_http_server", "file=%(here)s/s")
                .section("supervisord", "logfile=%(here)s/d.log", "pidfile=%(here)s/d.pid", "childlogdir=%(here)s",
                        "user=root")
                .section("rpcinterface:supervisor",
                        "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface")
                .section("supervisorctl", "serverurl=unix://%(here)s/s");
    }

    /** Adds a section, or replaces the one of that name. */
    public Conf section(String name, String... lines) {
        sections.put(name, String.join("\n", lines));
        return this;
    }

    public Conf program(String name, String... lines) {
        return section("program:" + name, lines);
    }

    /** Lines at the end of a section that is there. */
    public Conf append(String name, String... lines) {
        sections.merge(name, String.join("\n", lines), (old, more) -> old + "\n" + more);
        return this;
    }

    public Conf without(String name) {
        sections.remove(name);
        return this;
    }

    /** This text instead of sections. */
    public Conf text(String newText) {
        text = newText;
        return this;
    }

    public Path directory() {
        return directory;
    }

    public Path file() {
        return directory.resolve("c");
    }

    /** Writes what has been said so far. */
    public Path write() {
        StringBuilder all = new StringBuilder();
        sections.forEach((name, lines) -> all.append('[').append(name).append("]\n").append(lines).append("\n\n"));
        try {
            return Files.writeString(file(), text == null ? all : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
