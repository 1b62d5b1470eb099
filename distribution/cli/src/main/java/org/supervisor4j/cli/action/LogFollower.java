package org.supervisor4j.cli.action;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.supervisor4j.cli.rpc.HttpStatusException;
import org.supervisor4j.cli.rpc.LogChannel;
import org.supervisor4j.cli.rpc.LogStream;

/**
 * Shows a log as it grows, until Ctrl-C or until the daemon ends. Bytes are passed on as they are. Errors go to stderr
 * and leave the exit status alone, as with the reference.
 */
final class LogFollower {

    static final String HEADER = "==> Press Ctrl-C to exit <==";

    private static final int PIECE = 8 * 1024; // bytes

    private LogFollower() {
    }

    /** Where the log of a process is. */
    static String path(String process, LogChannel channel) {
        return "/logtail/" + process + "/" + channel.word();
    }

    /** Shows a log; returns when there is nothing more to come, or on Ctrl-C. */
    static void follow(Session session, String path) {
        session.print(HEADER);
        Thread self = Thread.currentThread();
        try (Interruption _ = Interruption.doing(self::interrupt)) {
            copy(session, path);
        }
        if (Thread.interrupted()) {
            session.print("");
        }
    }

    /** Shows a log without a word before it; an interrupt of the thread ends it, silently. */
    static void copy(Session session, String path) {
        String url = session.url().text() + path;
        try (LogStream log = session.openLog(path)) {
            byte[] piece = new byte[PIECE];
            for (int count = log.read(piece); count >= 0; count = log.read(piece)) {
                session.print(piece, count);
            }
        } catch (HttpStatusException e) {
            session.printError(url + " Cannot read, status code " + e.status());
        } catch (ClosedByInterruptException e) {
            return; // that is how it is ended
        } catch (IOException e) {
            session.printError(url + " Cannot connect, error: " + ErrorLine.type(e) + " (" + ErrorLine.text(e) + ")");
        }
    }
}
