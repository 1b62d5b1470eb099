package org.supervisor4j.acceptance.differential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For every option of a section kind, values that are right, at the edge, or wrong. */
final class OptionValues {

    private static final List<String> INTEGERS = List.of("0", "1", "5", "12", "-1", "007", "1_000", "+4", "1__0", "_1",
            "1.5", "soon", "", "0x10", "1 2", "2147483647", "١", "%(ENV_HOME)s", "%(nope)s");
    private static final List<String> BOOLEANS = List.of("true", "yes", "on", "1", "false", "no", "off", "0", "TRUE",
            "False", "oN", "maybe", "", "2", "tru", "%(program_name)s", "none");
    private static final List<String> SIZES = List.of("0", "1", "1KB", "5MB", "1 kb", "1Gb", "-1", "10k", "1.5MB", "KB",
            "", "1TB", "1 MB ", "1_0kB", "MB1", "50MB0");
    private static final List<String> LOGS = List.of("NONE", "none", "OFF", "AUTO", "auto", "syslog", "SYSLOG", "",
            "%(here)s/x.log", "%(here)s/%(program_name)s-%(process_num)s.log", "/no/such/folder/x.log", "rel.log",
            "no/such/x.log", "%(here)s", "/tmp/%(nope)s", "/tmp/100%%%%.log", "/tmp/50%%.log", "~/x.log", "/x.log");
    private static final List<String> COMMANDS = List.of("/bin/cat", "cat", "/bin/echo \"a b\" 'c d'", "", "/no/such",
            "/bin/sh -c 'echo x; echo y'", "/bin/echo 'open", "%(program_name)s %(process_num)d", "date +%Y",
            "date +%%Y", "%(here)s/run %(group_name)s %(numprocs)d", "x %(process_num)04d", "x %(ENV_HOME)s",
            "x %(ENV_NO_SUCH_NAME_HERE)s", "x %(process_num)q", "x %(", "x %(here", "x %(here)", "x %(program_name)d",
            "x %d", "x %(host_node_name)s", "x ;y", "x;y #z", "x=y:z", "ü %(program_name)10s|", "x %(process_num)-4d|",
            "%(program_name).1s", "%(ENV_A)s");
    private static final List<String> ENVIRONMENTS = List.of("A=1", "A=1,B=2", "A=\"x y\",B='z'", "A=\"a,b\"",
            "A=http://h/x", "A=%(here)s/x", "A=%(program_name)s-%(process_num)d", "A", "A=", "A=1 B=2", "A=u@h", ",A=1",
            "A=1,", "A=1,,B=2", "A=b=c", "", "A=\"x", "A='x", "A=%(nope)s", "A=1;B=2", "A=$HOME", "A=100%%", "A=~/x",
            "A=x#y", "A=1,A=2", "A = 1 , B = 2");
    private static final List<String> USERS = List.of("root", "0", "nobody", "nosuchuser", "987654", "", "-1", " root");
    private static final List<String> OCTALS = List.of("022", "22", "0o77", "9", "", "-1", "0x12", "777", "0_2");
    private static final List<String> SIGNALS = List.of("TERM", "SIGTERM", "term", "sigint", "15", "0", "9", "999",
            "NOPE", "RTMIN", "SIGRTMAX", "34", "35", "", "-1", "CHLD", "CLD", "SIGSIG", "POLL", "IO", "1.5", "SIG",
            "STKFLT", "PWR", "ABRT", "IOT", "UNUSED", "SYS", "64", "65", "29");
    private static final List<String> PROCESS_NAMES = List.of("%(program_name)s", "%(program_name)s_%(process_num)02d",
            "x", "a b", "a:b", "a/b", "%(group_name)s-%(process_num)d", "%(nope)s", "100%", "", "x%(process_num)s",
            "%(process_num)", "é%(process_num)x", "%(here)s", "%%", "n%(process_num)03o");
    private static final List<String> FILES = List.of("%(here)s/x.log", "/tmp/y", "/no/such/folder/y", "z", "", "~/x",
            "%(nope)s", "%(host_node_name)s", "%(ENV_HOME)s/x");
    private static final List<String> FOLDERS = List.of("/tmp", "%(here)s", "/no/such", "", "/etc/passwd", "~", ".",
            "%(program_name)s", "~root");
    private static final List<String> WORDS = List.of("x", "", "a b", "%(here)s", "%(nope)s", "AUTO", "none", "é",
            "1%");

    private OptionValues() {
    }

    static Map<String, List<String>> ofProgram() {
        Map<String, List<String>> options = new LinkedHashMap<>();
        options.put("command", COMMANDS);
        options.put("process_name", PROCESS_NAMES);
        options.put("environment", ENVIRONMENTS);
        options.put("directory", FOLDERS);
        options.put("user", USERS);
        options.put("umask", OCTALS);
        options.put("stopsignal", SIGNALS);
        options.put("exitcodes", List.of("0", "0,2", "1, 3", "", "256", "a", "0,,1", "-1", "255", "0,0", "2,1"));
        options.put("autorestart",
                List.of("true", "false", "unexpected", "Unexpected", "Sometimes", "1", "0", "", "NO"));
        options.put("serverurl",
                List.of("AUTO", "auto", "", "http://localhost:1", "unix://%(here)s/s", "%(nope)s", "x"));
        for (String name : List.of("numprocs", "numprocs_start", "priority", "startsecs", "startretries",
                "stopwaitsecs", "stdout_logfile_backups", "stderr_logfile_backups")) {
            options.put(name, INTEGERS);
        }
        // not more processes than can be looked at
        options.put("numprocs", List.of("0", "1", "2", "3", "12", "-1", "two", "1.5", "", "03"));
        for (String name : List.of("autostart", "stopasgroup", "killasgroup", "redirect_stderr",
                "stdout_events_enabled", "stderr_events_enabled", "stdout_syslog", "stderr_syslog")) {
            options.put(name, BOOLEANS);
        }
        for (String name : List.of("stdout_logfile_maxbytes", "stderr_logfile_maxbytes", "stdout_capture_maxbytes",
                "stderr_capture_maxbytes")) {
            options.put(name, SIZES);
        }
        options.put("stdout_logfile", LOGS);
        options.put("stderr_logfile", LOGS);
        options.put("nosuchoption", WORDS);
        return options;
    }

    /** What a FastCGI program has beside the options of a program. */
    static Map<String, List<String>> ofFcgiProgram() {
        Map<String, List<String>> options = new LinkedHashMap<>();
        options.put("socket", List.of("unix://%(here)s/fcgi", "unix:///tmp/%(program_name)s", "tcp://localhost:9000",
                "tcp://Host:1", "unix://rel", "tcp://localhost:70000", "tcp://localhost:0", "tcp://:1", "tcp://a b:1",
                "http://x", "", "unix://", "tcp://h:1/x", "%(nope)s", "tcp://h:%(process_num)d"));
        options.put("socket_owner", List.of("root", "root:root", "0", "nobody:0", "nosuchuser", "root:nosuchgroup", "",
                ":", "root:", "1.5"));
        options.put("socket_mode", OCTALS);
        options.put("socket_backlog", List.of("1", "128", "65535", "0", "65536", "x", "", "-1", "1.5"));
        return options;
    }

    /** What an event listener has beside the options of a program. */
    static Map<String, List<String>> ofEventListener() {
        Map<String, List<String>> options = new LinkedHashMap<>();
        options.put("events", List.of("TICK_60", "process_state", "EVENT,TICK_5", " TICK , PROCESS_LOG_STDERR ", "TICK,TICK", "",
                ",", "TICK,", "NOSUCH", "%(nope)s", "TICK PROCESS_LOG"));
        options.put("buffer_size", List.of("1", "10", "1000000", "0", "-1", "ten", "", "1.5", "007"));
        options.put("result_handler", List.of("supervisor.dispatchers:default_handler", "no.such:thing",
                "supervisor.dispatchers:nosuch"));
        options.put("priority", INTEGERS);
        options.put("redirect_stderr", BOOLEANS);
        return options;
    }

    static Map<String, List<String>> ofGroup() {
        return Map.of("programs", List.of("a", "b", "a,b", "b,a", "c", "", "a,", ",", "nosuch", "a,a", " a , b ", "a b",
                "%(here)s", "%(nope)s", "d"), "priority", INTEGERS);
    }

    static Map<String, List<String>> ofSupervisord() {
        Map<String, List<String>> options = new LinkedHashMap<>();
        options.put("logfile", FILES);
        options.put("pidfile", FILES);
        options.put("childlogdir", FOLDERS);
        options.put("directory", FOLDERS);
        options.put("umask", OCTALS);
        options.put("logfile_maxbytes", SIZES);
        options.put("logfile_backups", INTEGERS);
        options.put("minfds", INTEGERS);
        options.put("minprocs", INTEGERS);
        options.put("nodaemon", BOOLEANS);
        options.put("silent", BOOLEANS);
        options.put("nocleanup", BOOLEANS);
        options.put("strip_ansi", BOOLEANS);
        options.put("loglevel", List.of("info", "DEBUG", "warn", "warning", "blather", "", "3", "critical", "Trace"));
        options.put("identifier", WORDS);
        return options;
    }

    static Map<String, List<String>> ofInetServer() {
        return Map.of("port", List.of("127.0.0.1:9001", "9001", ":9001", "*:9001", "Host:1", "localhost", "", "h:",
                "127.0.0.1:0", "127.0.0.1:65536", "a:b:1", "h: 1", "-1", "h:-1", "[::1]:80", "%(here)s"),
                "username", WORDS, "password", WORDS);
    }

    static Map<String, List<String>> ofUnixServer() {
        return Map.of("file", List.of("%(here)s/t", "rel", "~/t", "/tmp/../tmp/t", "", "%(nope)s",
                "%(host_node_name)s"), "chmod", OCTALS,
                "chown", List.of("root", "root:root", "nosuchuser", "0:0", "", "root:nosuch", ":"),
                "username", WORDS, "password", WORDS);
    }
}
