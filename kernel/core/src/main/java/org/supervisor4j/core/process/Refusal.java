package org.supervisor4j.core.process;

import java.util.Optional;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.SpawnException;
import org.supervisor4j.posix.User;

/**
 * Why the system made no child of a command, in supervisord's words.
 *
 * @param reason for the activity log and for whoever asked
 * @param isSaidInLog whether it stands in the stderr log too: where supervisord's own child says it, people look for it
 */
record Refusal(String reason, boolean isSaidInLog) {

    /**
     * @param process its name
     * @param word the command's first
     */
    static Refusal of(SpawnException e, String process, String word, Optional<User> user, Optional<String> directory) {
        String errno = Errno.name(e.errno());
        return switch (e.step()) {
            case FORK -> new Refusal(
                    e.errno() == Errno.EAGAIN
                            ? "Too many processes in process table to spawn '" + process + "'"
                            : "unknown error during fork for '" + process + "': " + errno,
                    false);
            case SET_GROUPS -> couldNotSetuid(user, e, "Could not set groups of effective user");
            case SET_GID -> couldNotSetuid(user, e, "Could not set group id of effective user");
            case SET_UID -> couldNotSetuid(user, e, "Could not set user id of effective user");
            case CHDIR -> new Refusal("couldn't chdir to " + directory.orElse("") + ": " + errno, true);
            case EXEC -> new Refusal("couldn't exec " + word + ": " + errno, true);
        };
    }

    private static Refusal couldNotSetuid(Optional<User> user, SpawnException e, String otherwise) {
        String uid = user.map(u -> String.valueOf(u.uid())).orElse("?");
        String reason = switch (e.errno()) {
            case Errno.EPERM -> "Can't drop privilege as nonroot user";
            case Errno.ENOENT -> "there is no setpriv (expected: /usr/bin/setpriv, of the package util-linux)";
            default -> otherwise;
        };
        return new Refusal("couldn't setuid to " + uid + ": " + reason, true);
    }

    /** What stands in the log. */
    String text() {
        return "supervisor: " + reason + "\nsupervisor: child process was not spawned\n";
    }
}
