package org.supervisor4j.plugin.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.supervisor4j.api.access.Access;

/**
 * Decides who is let in: on each server its own user, who may do everything, and the users of all {@code [web_user:x]}.
 * A TCP server asks everybody as soon as there is somebody to ask for; a unix socket without a user of its own asks
 * nobody: its file's mode says who gets that far.
 *
 * <p>Checking a dear password keeps one processor busy, never more; a few wait for it, others are turned away.
 *
 * <p><b>Threading:</b> any; may wait while passwords of others are checked.
 */
final class Logins {

    private static final int MOST_WAITING = 16;

    private final Guesses guesses;
    private final Semaphore checking = new Semaphore(1, true);
    private volatile Known known;

    /** @param unasked of those on a TCP server that asks nobody, as long as there are no users */
    private record Known(WebUsers users, Grant unasked) {}

    Logins(WebUsers users, Guesses guesses) {
        this.known = new Known(users, new Grant(Access.EVERYTHING));
        this.guesses = guesses;
    }

    /**
     * Others from now on: answers that go on end for those who could not ask for them any more, or would get others.
     */
    synchronized void use(WebUsers newUsers) {
        Known before = known;
        WebUsers now = newUsers.after(before.users());
        boolean nowAsked = before.users().isEmpty() && !now.isEmpty();
        known = new Known(now, nowAsked ? new Grant(Access.EVERYTHING) : before.unasked());
        before.users().revokeAllBut(now);
        if (nowAsked) {
            before.unasked().revoke();
        }
    }

    /** Whether a server asks who its clients are. */
    boolean areRequired(HttpServer server) {
        return areRequired(server, known.users());
    }

    private static boolean areRequired(HttpServer server, WebUsers users) {
        return switch (server) {
            case HttpServer.Inet inet -> inet.credentials().required() || !users.isEmpty();
            case HttpServer.Unix unix -> unix.credentials().required();
        };
    }

    /**
     * Looks at a request.
     *
     * @param authorization the headers of that name
     * @param peer where it comes from: an address, or something else that is no address
     */
    Login of(HttpServer server, List<String> authorization, String peer) {
        Known now = known;
        if (!areRequired(server, now.users())) {
            return new Login.Open(server instanceof HttpServer.Inet ? now.unasked() : Access.EVERYTHING);
        }
        return switch (BasicAuthorization.parse(authorization)) {
            case BasicAuthorization.Absent _ -> new Login.Refused();
            case BasicAuthorization.Garbled _ -> new Login.Garbled();
            case BasicAuthorization.Given given -> guesses.begin(peer)
                    ? attempt(server, now.users(), given, peer)
                    : new Login.NotNow();
        };
    }

    private Login attempt(HttpServer server, WebUsers now, BasicAuthorization.Given given, String peer) {
        Login login = check(server, now, given);
        if (!(login instanceof Login.Refused)) {
            guesses.giveBack(peer);
        }
        return login;
    }

    private Login check(HttpServer server, WebUsers now, BasicAuthorization.Given given) {
        if (server.credentials().required() && server.credentials().accept(given.user(), given.password())) {
            return new Login.Admitted(given.user(), Access.EVERYTHING);
        }
        Optional<WebUser> user = now.find(given.user());
        if (user.isPresent() && user.get().isKnown(given.password())) {
            return new Login.Admitted(given.user(), user.get().grant());
        }
        return user.filter(one -> one.password().cost() > 0)
                .or(now::decoy)
                .map(one -> verified(one, given.password(), user.isPresent() && user.get() == one))
                .orElseGet(Login.Refused::new);
    }

    /** @param meant whether that is who the client says he is */
    private Login verified(WebUser user, String password, boolean meant) {
        if (checking.getQueueLength() >= MOST_WAITING) {
            return new Login.NotNow();
        }
        try {
            checking.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Login.NotNow();
        }
        boolean right;
        try {
            // Somebody who came with many requests at once has been checked meanwhile.
            right = meant ? user.isKnown(password) || user.verify(password) : user.password().matches(password);
        } finally {
            checking.release();
        }
        return right && meant ? new Login.Admitted(user.name(), user.grant()) : new Login.Refused();
    }
}
