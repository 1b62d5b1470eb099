package org.supervisor4j.acceptance.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Software;

/**
 * Two daemons that read one file after another: the cheap way to compare many configurations. What a reread answers is
 * what a start would say, and the whole configuration can be asked for afterwards. Used by one thread.
 */
final class RereadPair implements AutoCloseable {

    /** The head of every file: what makes it complete. */
    static final String HEAD = """
            [unix_http_server]
            file=%(here)s/s
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
            [supervisord]
            logfile=%(here)s/d.log
            pidfile=%(here)s/d.pid
            childlogdir=%(here)s
            user=root
            """;

    /** The groups that files can change, remove or leave as they are; none of their processes starts. */
    static final String GROUPS = """
            [program:a]
            command=/bin/cat
            autostart=false
            [program:b]
            command=/bin/cat
            autostart=false
            numprocs=2
            process_name=%(program_name)s_%(process_num)d
            environment=A=1
            [program:c]
            command=/bin/cat
            autostart=false
            stdout_logfile=NONE
            stderr_logfile=NONE
            [group:g]
            programs=c
            """;

    private final Path folder;
    private final Side reference;
    private final Side ours;

    private RereadPair(Path folder, Side reference, Side ours) {
        this.folder = folder;
        this.reference = reference;
        this.ours = ours;
    }

    static RereadPair start() {
        try {
            Path folder = Files.createTempDirectory("pair").toRealPath();
            Side reference = Side.start(Software.REFERENCE, folder.resolve("theirs"), RereadPair::configure);
            try {
                return new RereadPair(folder, reference,
                        Side.start(Software.OURS, folder.resolve("ours.."), RereadPair::configure));
            } catch (RuntimeException | Error failed) {
                reference.close();
                throw failed;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void configure(Conf conf) {
        conf.text(HEAD + GROUPS);
    }

    /** Both daemons read this file; where only one of them refuses it, that is the only difference. */
    Comparison reread(String text) {
        CompletableFuture<Void> theirs = CompletableFuture.runAsync(() -> reference.reread(text),
                Thread::startVirtualThread);
        try {
            ours.reread(text);
        } finally {
            theirs.join();
        }
        List<Difference> differences = ours.facts().differencesTo(reference.facts());
        if (ours.hasRead() != reference.hasRead()) {
            differences = differences.stream().filter(each -> each.fact().equals("reread")).toList();
        }
        return new Comparison("reread", text, ours.facts().size(), differences);
    }

    /** Whether the reference has accepted the last file. */
    boolean wasValid() {
        return reference.hasRead();
    }

    @Override
    public void close() {
        try {
            ours.close();
        } finally {
            reference.close();
        }
        try {
            Comparisons.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
