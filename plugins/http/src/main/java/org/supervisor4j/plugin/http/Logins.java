package org.supervisor4j.plugin.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.supervisor4j.api.access.Access;

/**
 * Decides who is let in: on each server its own user, who may do everything, and the users of all {@code [web_user:x]}. A
 * TCP server asks everybody as soon as there is somebody to ask for; a unix socket without a user of its own asks nobody:
 * its file's mode says who gets that far.
 *
 * <p>Checking a dear password keeps one processor busy, never more; a few wait for it, others are turned away.
 *
 * <p><b>Threading:</b> any; may wait while passwords of others are checked.
 */
final class Logins {

    private static final int MOST_WAITING = 16;

    private final Guesses guesses;
    private final Semaphore checking = new Semaphore(1, true);
    private volatile WebUsers users;

    Logins(WebUsers users, Guesses guesses) {
        this.users = users;
        this.guesses = guesses;
    }

    /** Others from now on. Who was let in before stays until the next request. */
    void use(WebUsers newUsers) {
        users = newUsers;
    }

    /** Whether a server asks who its clients are. */
    boolean areRequired(HttpServer server) {
        return areRequired(server, users);
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
        WebUsers now = users;
        if (!areRequired(server, now)) {
            return new Login.Open();
        }
        return switch (BasicAuthorization.parse(authorization)) {
            case BasicAuthorization.Absent _ -> new Login.Refused();
            case BasicAuthorization.Garbled _ -> new Login.Garbled();
            case BasicAuthorization.Given given -> guesses.begin(peer)
                    ? attempt(server, now, given, peer)
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
            return new Login.Admitted(given.user(), user.get().rights());
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
        return right && meant ? new Login.Admitted(user.name(), user.rights()) : new Login.Refused();
    }
}
