package org.supervisor4j.plugin.webui;

import java.util.List;
import org.supervisor4j.api.ExitStatus;

/** Names of Linux's signals, and how an end is told. */
final class Signals {

    private static final List<String> NAMES = List.of(
            "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
            "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

    private Signals() {}

    /** {@code SIGTERM}; what has no name of its own is {@code signal 40}. */
    static String name(int number) {
        return number > 0 && number < NAMES.size() ? "SIG" + NAMES.get(number) : "signal " + number;
    }

    /** {@code exit status 3}, {@code killed by SIGSEGV (core dumped)}. */
    static String told(ExitStatus status) {
        return switch (status) {
            case ExitStatus.Code(int value) -> "exit status " + value;
            case ExitStatus.Signalled(int signal, boolean core) ->
                "killed by " + name(signal) + (core ? " (core dumped)" : "");
        };
    }
}
