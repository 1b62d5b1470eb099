package org.supervisor4j.cli.action;

import java.io.IOException;
import org.supervisor4j.cli.rpc.HttpStatusException;
import org.supervisor4j.cli.rpc.LogStream;

/**
 * Shows a log as it grows, until Ctrl-C or until the daemon ends. Bytes are passed on as they are. Errors go to stderr
 * and leave the exit status alone, as with the reference.
 */
final class LogFollower {

    private static final int PIECE = 8 * 1024; // bytes

    private final Session session;
    private volatile boolean interrupted;

    LogFollower(Session session) {
        this.session = session;
    }

    /** Returns when there is nothing more to come. */
    void follow(String path) {
        session.print("==> Press Ctrl-C to exit <==");
        String url = session.url().text() + path;
        try (LogStream log = session.openLog(path); Interruption _ = Interruption.doing(() -> interrupt(log))) {
            copy(log);
        } catch (HttpStatusException e) {
            session.printError(url + " Cannot read, status code " + e.status());
        } catch (IOException e) {
            if (!interrupted) {
                session.printError(url + " Cannot connect, error: " + ErrorLine.type(e)
                        + " (" + ErrorLine.text(e) + ")");
            }
        }
        if (interrupted) {
            session.print("");
        }
    }

    private void copy(LogStream log) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int count = log.read(piece); count >= 0; count = log.read(piece)) {
            session.print(piece, count);
        }
    }

    /** Ends the read that waits. Called on the thread that the JVM handles signals with. */
    private void interrupt(LogStream log) {
        interrupted = true;
        try {
            log.close();
        } catch (IOException e) {
            session.printError("cannot close the log stream: " + e.getMessage());
        }
    }
}
