package org.supervisor4j.acceptance.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.supervisor4j.acceptance.support.Conf;

/** What a child is born with: environment, folder, mask, user, descriptors, signals. */
final class ChildScenarios {

    /** Writes what it finds into the file of its first argument, at once. */
    private static final String PROBE = """
            #!/bin/sh
            fds=$(for fd in 0 1 2; do readlink /proc/$$/fd/$fd | tr -d 0-9; done; ls /proc/self/fd)
            {
                env | grep -Ev '^(_|SUPERVISOR_ACCEPTANCE_TEST)=' | sort
                pwd
                umask
                grep -E '^(Uid|Gid|Groups|SigBlk|SigIgn|NoNewPrivs|Cap...):' /proc/self/status
                ulimit -a
                echo "$fds"
                [ $(cut -d' ' -f5 /proc/$$/stat) = $$ ] && echo leads its group
                [ $(cut -d' ' -f6 /proc/$$/stat) = $$ ] || echo does not lead a session
                cut -d' ' -f19 /proc/$$/stat
                printf '%s\\n' "$0" "$@"
            } > "$1.new" 2>&1
            mv "$1.new" "$1"
            exec sleep 1000
            """;

    private ChildScenarios() {
    }

    static List<Scenario> all() {
        return List.of(plain(), withUsers(), environments());
    }

    private static void probe(Conf conf) {
        try {
            Path probe = Files.writeString(conf.directory().resolve("probe"), PROBE);
            Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(conf.directory(), PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.setPosixFilePermissions(conf.directory().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void look(Side side, String... names) {
        for (String name : names) {
            side.awaitFile(name);
        }
        side.look("running");
        side.end();
        for (String name : names) {
            side.noteText(name);
        }
    }

    private static Scenario plain() {
        return new Scenario("a child is born in the same surroundings", conf -> {
            probe(conf);
            conf.program("plain", "command=%(here)s/probe %(here)s/plain 'one word' \"an\"other \\\\ #hash")
                    .program("masked", "command=%(here)s/probe %(here)s/masked", "umask=077", "directory=/tmp")
                    .program("here", "command=%(here)s/probe %(here)s/here", "directory=%(here)s",
                            "redirect_stderr=true")
                    .program("lines", "command=%(here)s/probe", "    %(here)s/lines", "    x");
        }, side -> look(side, "plain", "masked", "here", "lines"));
    }

    private static Scenario withUsers() {
        return new Scenario("a child of another user", conf -> {
            probe(conf);
            conf.program("nobody", "command=%(here)s/probe %(here)s/nobody", "user=nobody")
                    .program("number", "command=%(here)s/probe %(here)s/number", "user=65534", "umask=027",
                            "directory=/")
                    .program("ourselves", "command=%(here)s/probe %(here)s/ourselves", "user=root")
                    .program("games", "command=%(here)s/probe %(here)s/games", "user=games", "environment=HOME=/games");
        }, side -> look(side, "nobody", "number", "ourselves", "games"));
    }

    private static Scenario environments() {
        return new Scenario("variables of the daemon, the program and both", conf -> {
            probe(conf);
            conf.append("supervisord", "environment=A=daemon,B=\"two words\",PLACE=%(here)s", "identifier=me")
                    .program("own", "command=%(here)s/probe %(here)s/own", "environment=B=own,C='x,y'")
                    .program("expanded", "command=%(here)s/probe %(here)s/expanded %(ENV_A)s %(ENV_B)s",
                            "environment=D=%(ENV_A)s-%(program_name)s-%(group_name)s-%(process_num)d,"
                                    + "E=%(host_node_name)s")
                    .program("url", "command=%(here)s/probe %(here)s/url", "serverurl=http://localhost:1")
                    .program("nourl", "command=%(here)s/probe %(here)s/nourl", "serverurl=")
                    .program("twins", "command=%(here)s/probe %(here)s/%(process_name)s", "numprocs=2",
                            "process_name=twins%(process_num)d", "autostart=false")
                    .program("two", "command=%(here)s/probe %(here)s/two%(process_num)02d", "numprocs=2",
                            "numprocs_start=7", "process_name=%(program_name)s_%(process_num)d")
                    .section("group:g", "programs=own");
            conf.without("program:twins");
        }, side -> look(side, "own", "expanded", "url", "nourl", "two07", "two08"));
    }
}
