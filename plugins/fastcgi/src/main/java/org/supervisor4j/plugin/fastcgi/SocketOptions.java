package org.supervisor4j.plugin.fastcgi;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;

/** Reads what {@code [fcgi-program:x]} adds to {@code [program:x]}, in supervisord's order and with its texts. */
final class SocketOptions {

    static final int DEFAULT_BACKLOG = 4096; // SOMAXCONN of Linux; the system's own limit bounds it further
    static final int DEFAULT_MODE = 0_700;

    private static final int HIGHEST_BACKLOG = 65_535;
    private static final BigInteger HIGHEST_MODE = BigInteger.valueOf(0_7777);
    private static final BigInteger HIGHEST_PORT = BigInteger.valueOf(65_535);
    private static final String UNIX = "unix://";
    private static final Pattern TCP = Pattern.compile("tcp://([^\\s:]+):(\\d+)", Pattern.UNICODE_CHARACTER_CLASS);
    private static final String SOCKET_EXPECTED = "unix:///absolute/path or tcp://host:port";

    private final Section section;
    private final Problems problems;
    private final Accounts accounts;
    private boolean hasProblem;

    SocketOptions(Section section, Problems problems, Accounts accounts) {
        this.section = section;
        this.problems = problems;
        this.accounts = accounts;
    }

    /** The socket; empty if something is wrong, which has been reported then. */
    Optional<SocketSpec> read() {
        Optional<Accounts.User> user = section.text("user").flatMap(this::user);
        int backlog = backlog();
        Optional<String> ownerText = section.text("socket_owner");
        Optional<SocketOwner> owner = ownerText.flatMap(this::owner);
        Optional<String> modeText = section.text("socket_mode");
        int mode = modeText.flatMap(this::mode).orElse(DEFAULT_MODE);
        Optional<String> url = section.textWithHere("socket");
        if (url.orElse("").isEmpty()) {
            boolean isUnreadable = url.isEmpty() && section.has("socket"); // which has been said already
            if (!isUnreadable) {
                problem("socket", "[" + section.name() + "] section requires a \"socket\" line", SOCKET_EXPECTED);
            }
            return Optional.empty();
        }
        Optional<SocketSpec> spec = url.get().startsWith(UNIX)
                ? unix(url.get().substring(UNIX.length()), owner.or(() -> defaultOwner(user)), mode, backlog)
                : tcp(url.get(), ownerText.isPresent() || modeText.isPresent(), backlog);
        return hasProblem ? Optional.empty() : spec;
    }

    private Optional<Accounts.User> user(String text) {
        Optional<Accounts.User> user = accounts.userOf(text);
        if (user.isEmpty()) {
            String kind = PythonNumber.decimal(text).isPresent() ? "id" : "name";
            // Without the suffix that the kernel would add: this kind looks at the user before all else.
            problem("user", "Invalid user " + kind + " " + text, "a user name or number that exists");
        }
        return user;
    }

    private int backlog() {
        OptionalInt backlog = section.integer("socket_backlog");
        if (backlog.isPresent() && (backlog.getAsInt() < 1 || backlog.getAsInt() > HIGHEST_BACKLOG)) {
            problem("socket_backlog", "Invalid socket_backlog value " + backlog.getAsInt(), "a number from 1 to 65535");
        }
        return backlog.orElse(DEFAULT_BACKLOG);
    }

    private Optional<SocketOwner> owner(String text) {
        Optional<SocketOwner> owner = SocketOwner.parse(text, accounts);
        if (owner.isEmpty()) {
            problem(
                    "socket_owner",
                    "Invalid socket_owner value " + text,
                    "user or user:group, names or numbers that exist");
        }
        return owner;
    }

    /** As in supervisord the file is the user's whom the processes run as, if that is not us. */
    private Optional<SocketOwner> defaultOwner(Optional<Accounts.User> user) {
        return user.filter(one -> one.uid() != accounts.ownUid()).map(SocketOwner::new);
    }

    private Optional<Integer> mode(String text) {
        Optional<Integer> mode = PythonNumber.octal(text)
                .filter(bits -> bits.signum() >= 0 && bits.compareTo(HIGHEST_MODE) <= 0)
                .map(BigInteger::intValue);
        if (mode.isEmpty()) {
            problem("socket_mode", "Invalid socket_mode value " + text, "octal digits from 0 to 07777");
        }
        return mode;
    }

    private Optional<SocketSpec> unix(String path, Optional<SocketOwner> owner, int mode, int backlog) {
        if (!path.startsWith("/")) {
            return wrongSocket(
                    "('Unix socket path %s is not an absolute path', " + PythonLiteral.of(path) + ")", SOCKET_EXPECTED);
        }
        return Optional.of(new SocketSpec.Unix(Path.of(path).normalize(), owner, mode, backlog));
    }

    private Optional<SocketSpec> tcp(String url, boolean hasFileOptions, int backlog) {
        if (hasFileOptions) {
            return wrongSocket(
                    "socket_owner and socket_mode params should only be used with a Unix domain socket",
                    "unix:///absolute/path, or neither socket_owner nor socket_mode");
        }
        Matcher matcher = TCP.matcher(url);
        if (!matcher.matches()) {
            return wrongSocket("('Bad socket format %s', " + PythonLiteral.of(url) + ")", SOCKET_EXPECTED);
        }
        BigInteger port = new BigInteger(matcher.group(2));
        if (port.signum() == 0) {
            return wrongSocket(port + " is below lower bound (1)", "a port from 1 to 65535");
        }
        if (port.compareTo(HIGHEST_PORT) > 0) {
            return wrongSocket(port + " is above upper bound (65535)", "a port from 1 to 65535");
        }
        return Optional.of(new SocketSpec.Tcp(matcher.group(1).toLowerCase(Locale.ROOT), port.intValue(), backlog));
    }

    private Optional<SocketSpec> wrongSocket(String message, String expected) {
        problem("socket", message + " in [" + section.name() + "] socket", expected);
        return Optional.empty();
    }

    private void problem(String key, String message, String expected) {
        hasProblem = true;
        problems.add(section, key, message, expected);
    }
}
