package org.supervisor4j.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;
import org.supervisor4j.posix.Posix.Limit;
import org.supervisor4j.posix.SpawnException;
import org.supervisor4j.posix.User;

/** What the daemon may do: the user that it runs as, and then, as that user, its resource limits. */
final class Privileges {

    /** Gives to a user what the daemon has made so far. */
    @FunctionalInterface
    interface HandOver {
        void to(int uid) throws IOException;
    }

    private final Posix posix;
    private final HandOver handOver;

    Privileges(Posix posix, HandOver handOver) {
        this.posix = posix;
        this.handOver = handOver;
    }

    /**
     * Switches the user and raises the limits.
     *
     * @return what is to be logged once the activity log is open
     */
    List<String> apply(DaemonConfig daemon) throws StartFailure {
        List<String> messages = new ArrayList<>();
        if (daemon.user().isPresent()) {
            User user = find(daemon.user().get());
            become(user);
            messages.add("Set uid to user " + user.uid() + " succeeded");
        }
        raise(Limit.OPEN_FILES, daemon.minFds(), "RLIMIT_NOFILE", messages);
        raise(Limit.PROCESSES, daemon.minProcs(), "RLIMIT_NPROC", messages);
        return messages;
    }

    private User find(String text) throws StartFailure {
        Optional<User> user = posix.user(text);
        if (user.isEmpty() && text.chars().allMatch(Character::isDigit)) {
            return posix.user(Integer.parseInt(text)).orElseThrow(() -> new StartFailure("Invalid user id " + text));
        }
        return user.orElseThrow(() -> new StartFailure("Invalid user name " + text));
    }

    private void become(User user) throws StartFailure {
        if (user.uid() == posix.uid()) {
            return;
        }
        if (posix.uid() != 0) {
            throw new StartFailure("Can't drop privilege as nonroot user");
        }
        try {
            handOver.to(user.uid());
            posix.becomeUser(user);
        } catch (IOException e) {
            throw new StartFailure("Could not hand over to user " + user.name() + ": " + e);
        } catch (SpawnException e) {
            throw new StartFailure(switch (e.step()) {
                case SET_GROUPS -> "Could not set groups of effective user";
                case SET_GID -> "Could not set group id of effective user";
                default -> "Could not set user id of effective user: " + e.getMessage();
            });
        }
    }

    private void raise(Limit limit, int minimum, String name, List<String> messages) throws StartFailure {
        try {
            if (posix.raiseLimit(limit, minimum)) {
                messages.add("Increased " + name + " limit to " + minimum);
            }
        } catch (ErrnoException e) {
            throw new StartFailure(tooLow(limit, minimum));
        }
    }

    private String tooLow(Limit limit, int minimum) {
        long hard;
        try {
            hard = posix.hardLimit(limit);
        } catch (ErrnoException e) {
            throw new IllegalStateException("a limit can be read always", e);
        }
        return switch (limit) {
            case OPEN_FILES ->
                    "The minimum number of file descriptors required to run this process is " + minimum
                            + " as per the \"minfds\" command-line argument or config file setting. The current environment will only "
                            + "allow you to open " + hard + " file descriptors.  Either raise the number of usable file descriptors in "
                            + "your environment (see README.rst) or lower the minfds setting in the config file to allow the process to "
                            + "start.";
            case PROCESSES ->
                    "The minimum number of available processes required to run this program is " + minimum
                            + " as per the \"minprocs\" command-line argument or config file setting. The current environment will only "
                            + "allow you to open " + hard + " processes.  Either raise the number of usable processes in your environment "
                            + "(see README.rst) or lower the minprocs setting in the config file to allow the program to start.";
        };
    }
}
