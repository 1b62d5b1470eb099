package org.supervisor4j.acceptance.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** A daemon for somebody else's client: some programs, a unix socket, and a port that asks for a password. */
final class Playground implements AutoCloseable {

    static final String USER = "chris";
    static final String PASSWORD = "p4ss-w0rd";

    /** Colours, a control character, bytes that are no UTF-8, and text around them; as words for printf. */
    private static final String NO_TEXT = "\\033[31mred\\033[0m \\001 \\377\\376 gr\\303\\274n\\n";

    private static final int SECONDS = 120;

    private final SupervisorDaemon daemon;
    private final int port = XmlRpc.freePort();

    Playground(Software server, Path directory) {
        Conf conf = Conf.in(directory)
                .section("inet_http_server", "port=127.0.0.1:" + port, "username=" + USER, "password=" + PASSWORD)
                .section("include", "files=conf.d/*.ini")
                .program("cat", "command=/bin/cat", "startsecs=0")
                .program("quiet", "command=/bin/cat", "startsecs=0")
                .program("pair", "command=/bin/sleep 1000", "startsecs=0", "numprocs=2",
                        "process_name=%(program_name)s_%(process_num)02d")
                .program("quick", "command=/bin/false", "startretries=0", "autostart=false")
                .program("missing", "command=/no/such/file", "autostart=false")
                .program("words", "command=" + printing(directory, "words", "gr\\303\\274n \\342\\234\\223 <&>\\n"),
                        "stdout_logfile=%(here)s/words.log")
                .program("bytes", "command=" + printing(directory, "bytes", NO_TEXT),
                        "stdout_logfile=%(here)s/bytes.log");
        try {
            Files.createDirectories(directory.resolve("conf.d"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.daemon = SupervisorDaemon.start(server, conf);
        try {
            Stream.of("cat", "quiet", "pair:pair_00", "pair:pair_01", "words", "bytes")
                    .forEach(name -> daemon.awaitState(name, "RUNNING"));
            Stream.of("words.log", "bytes.log").map(daemon::file)
                    .forEach(log -> Await.until(log + " is written", () -> Files.size(log) > 0));
        } catch (RuntimeException | Error e) {
            daemon.close();
            throw e;
        }
    }

    private static Path printing(Path directory, String name, String words) {
        Path script = directory.resolve(name + ".sh");
        try {
            Files.writeString(script, "#!/bin/sh\nprintf '" + words + "'\nexec sleep 1000\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!script.toFile().setExecutable(true)) {
            throw new AssertionError("cannot make " + script + " executable");
        }
        return script;
    }

    SupervisorDaemon daemon() {
        return daemon;
    }

    int port() {
        return port;
    }

    /** Runs a client with the words that all scripts here take: what to do, socket, port, user and password. */
    Outcome run(String what, String... client) {
        List<String> words = new ArrayList<>(List.of(client));
        words.addAll(List.of(what, daemon.file("s").toString(), Integer.toString(port), USER, PASSWORD));
        return normal(Command.of(daemon.directory(), words).within(SECONDS).run());
    }

    /** What a client came to, without what differs from daemon to daemon. */
    Outcome normal(Outcome outcome) {
        Outcome normal = outcome.normal(daemon);
        return new Outcome(normal.status(), normal.out().replace(":" + port, ":<port>"), normal.err());
    }

    /** A file of the tests, where other programs can read it. */
    static Path resource(String name) {
        URL found = Playground.class.getResource("/interop/" + name);
        if (found == null) {
            throw new AssertionError("no resource /interop/" + name);
        }
        try {
            return Path.of(found.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(found + " is no file", e);
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
