package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;

/** Reads the server sections; whatever is wrong goes to {@link Problems} in supervisord's words. */
final class ServerSections {

    private static final int DEFAULT_MODE = 0_700;
    private static final BigInteger HIGHEST_MODE = BigInteger.valueOf(0_7777);

    /** What supervisord does not have, so that no file of old has it in another spelling; a server with such a slip would be open. */
    private static final List<String> ADDED = List.of("certfile", "keyfile", "ca_certs", "hostnames");

    private final Problems problems;

    private ServerSections(Problems problems) {
        this.problems = problems;
    }

    /** Servers in the order in which supervisord opens them: TCP, then unix, each in file order; without wrong ones. */
    static List<HttpServer> read(Sections sections, Problems problems) {
        ServerSections reader = new ServerSections(problems);
        List<HttpServer> servers = new ArrayList<>();
        sections.startingWith("inet_http_server").forEach(section -> reader.inet(section).ifPresent(servers::add));
        sections.startingWith("unix_http_server").forEach(section -> reader.unix(section).ifPresent(servers::add));
        return List.copyOf(servers);
    }

    private Optional<HttpServer.Inet> inet(Section section) {
        tellMisspelt(section);
        Optional<Credentials> credentials = credentials(section);
        Optional<InetAddressText> address = required(section, "port", "127.0.0.1:9001").flatMap(text -> {
            try {
                return Optional.of(InetAddressText.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add(section, "port", e.getMessage(), "host:port or a port from 1 to 65535");
                return Optional.empty();
            }
        });
        Optional<HostNames> names = hostNames(section);
        Optional<Optional<TlsFiles>> tls = tls(section);
        return address.flatMap(where -> credentials.flatMap(who -> names.flatMap(known -> tls.map(files ->
                new HttpServer.Inet(section.name(), where.host(), where.port(), who, known, files)))));
    }

    /** Others are ignored as in supervisord, where anybody may have options of his own. */
    private void tellMisspelt(Section section) {
        for (String key : section.keys()) {
            ADDED.stream().filter(option -> !option.equals(key) && letters(option).equals(letters(key))).forEach(option ->
                    problems.add(section, key, "section [" + section.name() + "] has an unknown option " + key, option));
        }
    }

    private static String letters(String name) {
        return name.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
    }

    /** Where the files lie, not what is in them; empty if that cannot be read. */
    private Optional<Optional<TlsFiles>> tls(Section section) {
        Optional<Path> certificate = path(section, "certfile");
        Optional<Path> key = path(section, "keyfile");
        Optional<Path> clients = path(section, "ca_certs");
        if (certificate.isPresent()) {
            return Optional.of(certificate.map(file -> new TlsFiles(file, key.orElse(file), clients)));
        }
        if (section.has("certfile")) {
            return Optional.empty(); // it cannot be read, which has been said already
        }
        for (String other : List.of("keyfile", "ca_certs")) {
            if (section.has(other)) {
                problems.add(section, "certfile", "section [" + section.name() + "] has " + other + " and no certfile",
                        "certfile = /etc/ssl/certs/server.pem");
                return Optional.empty();
            }
        }
        return Optional.of(Optional.empty());
    }

    private Optional<Path> path(Section section, String key) {
        return section.textWithHere(key).flatMap(text -> {
            try {
                return Optional.of(SocketPath.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add(section, key, "Invalid " + key + " value " + text, "the path of a file in PEM form");
                return Optional.empty();
            }
        });
    }

    private Optional<HttpServer.Unix> unix(Section section) {
        Optional<Path> file = required(section, "file", "/run/supervisor.sock").flatMap(text -> file(section, text));
        Optional<Credentials> credentials = credentials(section);
        Optional<SocketOwner> owner = section.text("chown").flatMap(text -> owner(section, text));
        Optional<Integer> mode = section.has("chmod")
                ? section.text("chmod").flatMap(text -> mode(section, text))
                : Optional.of(DEFAULT_MODE);
        Optional<HostNames> names = hostNames(section);
        return file.flatMap(path -> mode.flatMap(bits -> credentials.flatMap(who -> names.map(known ->
                new HttpServer.Unix(section.name(), path, bits, owner, who, known)))));
    }

    private Optional<String> required(Section section, String key, String example) {
        if (!section.has(key)) {
            problems.add(section, key, "section [" + section.name() + "] has no " + key + " value",
                    key + " = " + example);
            return Optional.empty();
        }
        return section.textWithHere(key);
    }

    private Optional<Path> file(Section section, String text) {
        try {
            return Optional.of(SocketPath.parse(text));
        } catch (IllegalArgumentException e) {
            problems.add(section, "file", "Invalid file value " + text, "the path of a socket file");
            return Optional.empty();
        }
    }

    private Optional<Integer> mode(Section section, String text) {
        Optional<Integer> mode = PythonNumber.octal(text)
                .filter(bits -> bits.signum() >= 0 && bits.compareTo(HIGHEST_MODE) <= 0)
                .map(BigInteger::intValue);
        if (mode.isEmpty()) {
            problems.add(section, "chmod", "Invalid chmod value " + text, "octal digits from 0 to 07777");
        }
        return mode;
    }

    private Optional<SocketOwner> owner(Section section, String text) {
        try {
            return Optional.of(SocketOwner.parse(text));
        } catch (IOException | UnsupportedOperationException noSuchPrincipal) {
            problems.add(section, "chown", "Invalid sockchown value " + text,
                    "user or user:group, names or numbers that exist here");
            return Optional.empty();
        }
    }

    private Optional<HostNames> hostNames(Section section) {
        if (!section.has("hostnames")) {
            return Optional.of(HostNames.NONE);
        }
        return section.text("hostnames").flatMap(text -> {
            try {
                return Optional.of(HostNames.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add(section, "hostnames", "Invalid hostnames value " + text,
                        "names of hosts with commas between them, such as supervisor.example.org or example.org:8080");
                return Optional.empty();
            }
        });
    }

    private Optional<Credentials> credentials(Section section) {
        Optional<String> username = section.text("username");
        Optional<String> password = section.text("password");
        if (username.isEmpty() != password.isEmpty()) { // an empty one is there, too
            String missing = username.isEmpty() ? "username" : "password";
            if (!section.has(missing)) { // else it cannot be read, which has been said already
                problems.add(section, missing, "Section [" + section.name() + "] contains incomplete authentication: "
                        + "If a username or a password is specified, both the username and password must be specified",
                        "both or neither of username and password");
            }
            return Optional.empty();
        }
        return Optional.of(Credentials.of(username.orElse(""), password.orElse("")));
    }
}
