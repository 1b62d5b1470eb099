package org.supervisor4j.config.value;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.supervisor4j.config.expansion.PythonLiteral;
import org.supervisor4j.config.ini.Blank;

/** The signals of Linux by name and number; of the real-time signals only the first and the last have names. */
public final class Signals {

    private static final Map<String, Integer> NUMBERS = new HashMap<>();
    private static final Map<Integer, String> NAMES = new HashMap<>();

    static {
        String[] names = {
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "POLL", "PWR", "SYS"
        };
        for (int i = 0; i < names.length; i++) {
            define(names[i], i + 1);
        }
        define("RTMIN", 34);
        define("RTMAX", 64);
        NUMBERS.put("SIGIOT", NUMBERS.get("SIGABRT"));
        NUMBERS.put("SIGCLD", NUMBERS.get("SIGCHLD"));
        NUMBERS.put("SIGIO", NUMBERS.get("SIGPOLL"));
    }

    /**
     * Reads a number or a name, with or without {@code SIG}, in any case. 0 is taken for a signal, as by supervisord.
     */
    public static final ValueType<Integer> TYPE =
            ValueType.of("the name or number of a signal, for example TERM or 15", Signals::read);

    private Signals() {}

    /** The number of a signal given by name or number; empty if there is none. */
    public static OptionalInt parse(String text) {
        try {
            return OptionalInt.of(read(text));
        } catch (InvalidValueException _) {
            return OptionalInt.empty(); // whoever wants the reason asks the type
        }
    }

    /** {@code SIGTERM}, or {@code signal 35} where there is no name. */
    public static String name(int number) {
        String name = NAMES.get(number);
        return name != null ? name : "signal " + number;
    }

    private static int read(String text) throws InvalidValueException {
        BigInteger number;
        try {
            number = Numbers.decimal(text);
        } catch (InvalidValueException _) {
            return byName(text);
        }
        int candidate = Numbers.saturatedInt(number);
        if (candidate != 0 && !NAMES.containsKey(candidate)) {
            throw new InvalidValueException("value " + PythonLiteral.of(text) + " is not a valid signal number");
        }
        return candidate;
    }

    private static int byName(String text) throws InvalidValueException {
        String name = Blank.strip(text).toUpperCase(Locale.ROOT);
        Integer number = NUMBERS.get(name.startsWith("SIG") ? name : "SIG" + name);
        if (number == null) {
            throw new InvalidValueException("value " + PythonLiteral.of(text) + " is not a valid signal name");
        }
        return number;
    }

    private static void define(String name, int number) {
        NUMBERS.put("SIG" + name, number);
        NAMES.put(number, "SIG" + name);
    }
}
