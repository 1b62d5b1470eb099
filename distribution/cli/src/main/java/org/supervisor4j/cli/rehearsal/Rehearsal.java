package org.supervisor4j.cli.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.supervisor4j.cli.Supervisorctl;

/**
 * Runs the frequent actions of supervisorctl against a {@link StandIn} in the same JVM, so that a class archive can be
 * made without touching anybody's daemon. Ends with status 1 if an action fails, for then it has not loaded what it
 * should.
 */
public final class Rehearsal {

    private static final List<List<String>> LINES = List.of(List.of("status"), List.of("status", "--json", "c*"),
            List.of("stop", "cat"), List.of("start", "cat"), List.of("restart", "cat"), List.of("pid"),
            List.of("version"), List.of("tail", "cat"), List.of("avail"), List.of("reread"));

    private Rehearsal() {
    }

    /**
     * Runs it.
     *
     * @param args none
     * @throws IOException if there is no room for a socket and a configuration file in the temporary folder
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("supervisor4j");
        Path socket = folder.resolve("s");
        Path file = folder.resolve("c");
        int failed = 0;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.writeString(file, "[supervisorctl]\nserverurl = unix://" + socket + "\n");
            Thread.ofPlatform().daemon().start(new StandIn(server));
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
            for (List<String> line : LINES) {
                List<String> words = new ArrayList<>(List.of("-c", file.toString()));
                words.addAll(line);
                int status = new Supervisorctl("supervisorctl", System.getenv(), folder).run(words,
                        InputStream.nullInputStream(), nowhere, System.err);
                if (status != 0) {
                    System.err.println(line + " came to " + status);
                    failed = 1;
                }
            }
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
        System.exit(failed);
    }
}
