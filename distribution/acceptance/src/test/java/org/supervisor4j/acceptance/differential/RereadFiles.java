package org.supervisor4j.acceptance.differential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files that are read one after another: every option with every one of its values alone, and what else changes a
 * configuration or breaks it. Compared once, however many tests ask; by any thread.
 */
final class RereadFiles {

    /** What all files came to. */
    record Result(Map<String, Comparison> comparisons, int accepted, int refused) {
    }

    private static final int SOME = 3;

    private static Result result;

    private RereadFiles() {
    }

    /** The files by what they are about. */
    static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        String others = RereadPair.HEAD + RereadPair.GROUPS;
        add(files, others, "[program:a]", OptionValues.ofProgram());
        add(files, others + "[fcgi-program:f]\ncommand=/bin/cat\nsocket=unix://%(here)s/f\n", "[fcgi-program:f]",
                OptionValues.ofFcgiProgram());
        add(files, others + "[eventlistener:l]\ncommand=/bin/cat\nevents=TICK_5\n", "[eventlistener:l]",
                OptionValues.ofEventListener());
        files.put("a listener without events", others + "[eventlistener:l]\ncommand=/bin/cat\n");
        files.put("a listener without a command", others + "[eventlistener:l]\nevents=TICK_5\n");
        files.put("two wrongs of a listener", others + "[eventlistener:l]\nbuffer_size=0\nredirect_stderr=true\n");
        files.put("a listener in a group", others + "[eventlistener:l]\ncommand=/bin/cat\nevents=TICK_5\n[group:h]\nprograms=l\n");
        files.put("a listener and a program of one name", others + "[eventlistener:a]\ncommand=/bin/cat\nevents=TICK_5\n");
        add(files, others, "[group:g]", OptionValues.ofGroup());
        add(files, others, "[group:new]", OptionValues.ofGroup());
        add(files, others, "[supervisord]", OptionValues.ofSupervisord());
        add(files, others + "[inet_http_server]\nport=9001\nusername=u\npassword=p\n", "[inet_http_server]",
                OptionValues.ofInetServer());
        add(files, others + "[unix_http_server:two]\nfile=/tmp/s\nusername=u\npassword=p\n", "[unix_http_server:two]",
                OptionValues.ofUnixServer());
        changes().forEach((name, text) -> files.put(name, RereadPair.HEAD + text));
        meant().forEach((name, text) -> files.put(name, others + text));
        files.put("empty", "");
        files.put("no section at all", "command=cat\n");
        files.put("no daemon's section", "[program:x]\ncommand=cat\n");
        return files;
    }

    private static void add(
            Map<String, String> files, String others, String section, Map<String, List<String>> options) {
        Set<List<String>> before = new HashSet<>();
        options.forEach((option, values) -> {
            // all values of a type for its first option; whether another is of that type, a few show
            List<String> some = before.add(values) ? values : values.subList(0, Math.min(values.size(), SOME));
            some.forEach(value -> files.put(section + " " + option + "=" + value,
                    others + section + "\n" + option + "=" + value + "\n"));
            files.put(section + " " + option + "=%(nope)s", others + section + "\n" + option + "=%(nope)s\n");
        });
    }

    /** What counts as changed, added and removed. */
    private static Map<String, String> changes() {
        String groups = RereadPair.GROUPS;
        Map<String, String> files = new LinkedHashMap<>();
        files.put("nothing changed", groups);
        files.put("another order of sections", "[program:z]\ncommand=/bin/cat\n" + groups);
        files.put("comments and blanks", groups.replace("\n", " ; said\n\n"));
        files.put("all removed", "");
        files.put("one removed", groups.replace("[program:a]", "[nothing:a]"));
        files.put("a member moves out of its group", groups.replace("programs=c", "programs="));
        files.put("a member moves into a group", groups.replace("programs=c", "programs=c,a"));
        files.put("the order of members", groups.replace("programs=c", "programs=c,b"));
        files.put("the group's name", groups.replace("[group:g]", "[group:G]"));
        files.put("more instances", groups.replace("numprocs=2", "numprocs=3"));
        files.put("fewer instances", groups.replace("numprocs=2", "numprocs=1"));
        files.put("other instances", groups.replace("numprocs=2", "numprocs=2\nnumprocs_start=1"));
        files.put("another variable", groups.replace("A=1", "A=2"));
        files.put("the same variable, quoted", groups.replace("A=1", "A=\"1\""));
        files.put("a log instead of none", groups.replace("stdout_logfile=NONE", "stdout_logfile=AUTO"));
        files.put("no log instead of an automatic one", groups.replace("[program:b]",
                "stdout_logfile=NONE\n[program:b]"));
        files.put("the same value, written otherwise", groups.replace("autostart=false", "autostart=Off"));
        files.put("the default, written down", groups.replace("[program:b]", "startsecs=1\n[program:b]"));
        files.put("a group and a program of one name", groups + "[program:g]\ncommand=/bin/cat\n");
        files.put("a program in two groups", groups + "[group:h]\nprograms=c\n");
        files.put("a program and a FastCGI program of one name",
                groups + "[fcgi-program:c]\ncommand=/bin/cat\nsocket=tcp://h:1\n");
        files.put("a FastCGI program in a group",
                groups + "[fcgi-program:k]\ncommand=/bin/cat\nsocket=tcp://h:1\n[group:h]\nprograms=k\n");
        files.put("an option for all sections", groups + "[DEFAULT]\nstartsecs=7\n");
        files.put("an option given twice", groups + "[program:a]\nstartsecs=5\nstartsecs=1\n");
        return files;
    }

    /** Files on which the two are meant to differ. */
    private static Map<String, String> meant() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("the place of the file in a port", "[inet_http_server]\nport=%(here)s\n");
        files.put("a user of the daemon that does not exist", "[supervisord]\nuser=nosuchuser\n");
        files.put("no signal", "[program:a]\nstopsignal=SIG_DFL\n");
        files.put("a percent sign behind a name", "[program:a]\ncommand=x %(here)%\n");
        files.put("an interface that does not exist",
                "[rpcinterface:o]\nsupervisor.rpcinterface_factory=no.such:thing\n");
        // the last: the reference keeps the variable
        files.put("a variable of the daemon", "[supervisord]\nenvironment=KEPT=1\n");
        files.put("a variable that the daemon has no more", "[program:a]\ncommand=%(nope)s\n");
        return files;
    }

    /** Reads all of them, unless that has been done. */
    static synchronized Result result() {
        if (result == null) {
            Map<String, Comparison> comparisons = new LinkedHashMap<>();
            List<String> accepted = new ArrayList<>();
            try (RereadPair pair = RereadPair.start()) {
                files().forEach((name, text) -> {
                    comparisons.put(name, pair.reread(text));
                    if (pair.wasValid()) {
                        accepted.add(name);
                    }
                });
            }
            result = new Result(comparisons, accepted.size(), comparisons.size() - accepted.size());
        }
        return result;
    }
}
