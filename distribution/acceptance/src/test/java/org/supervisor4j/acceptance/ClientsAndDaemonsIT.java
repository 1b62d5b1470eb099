package org.supervisor4j.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.ControlScript;
import org.supervisor4j.acceptance.support.Software;

/**
 * Either supervisorctl with either daemon: the same long session comes to the same, command by command. The sessions
 * run side by side, each with a daemon of its own.
 */
class ClientsAndDaemonsIT {

    @TempDir
    private static Path directory;

    private static final List<ControlScript> SESSIONS = new ArrayList<>();
    private static final List<CompletableFuture<ControlScript>> RUNNING = new ArrayList<>();
    private static CompletableFuture<ControlScript> reference;
    private static CompletableFuture<ControlScript> debianClientWithOurDaemon;
    private static CompletableFuture<ControlScript> ourClientWithDebianDaemon;
    private static CompletableFuture<ControlScript> ourPair;

    @BeforeAll
    static void startTheSessions() {
        reference = session(Software.REFERENCE, Software.REFERENCE);
        debianClientWithOurDaemon = session(Software.REFERENCE, Software.OURS);
        ourClientWithDebianDaemon = session(Software.OURS, Software.REFERENCE);
        ourPair = session(Software.OURS, Software.OURS);
    }

    private static CompletableFuture<ControlScript> session(Software client, Software daemon) {
        ControlScript session = new ControlScript(client, daemon, directory.resolve(client + "-" + daemon));
        SESSIONS.add(session);
        CompletableFuture<ControlScript> running = CompletableFuture.supplyAsync(session::run,
                Thread::startVirtualThread);
        RUNNING.add(running);
        return running;
    }

    @AfterAll
    static void endTheDaemons() {
        CompletableFuture.allOf(RUNNING.toArray(CompletableFuture[]::new)).exceptionally(_ -> null).join();
        SESSIONS.forEach(ControlScript::close);
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void debiansClientGetsTheSameFromOurDaemonAsFromItsOwn() {
        debianClientWithOurDaemon.join().assertSameAs(reference.join());
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void ourClientGetsTheSameFromDebiansDaemonAsDebiansClient() {
        ourClientWithDebianDaemon.join().assertSameAs(reference.join());
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void ourClientWithOurDaemonComesToTheSameAsTheReferencesPair() {
        ourPair.join().assertSameAs(reference.join());
    }
}
