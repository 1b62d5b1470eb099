package org.supervisor4j.api;

/** How a child ended: by itself or by a signal; never one number for both. */
public sealed interface ExitStatus {

    /** The child called {@code exit} with this value. */
    record Code(int value) implements ExitStatus {
        public Code {
            if (value < 0 || value > 255) {
                throw new IllegalArgumentException("exit code: " + value + " (expected: 0..255)");
            }
        }
    }

    /** The child was ended by this signal number. */
    record Signalled(int signal, boolean coreDumped) implements ExitStatus {
        public Signalled {
            if (signal < 1 || signal > 127) {
                throw new IllegalArgumentException("signal: " + signal + " (expected: 1..127)");
            }
        }
    }

    /** The one number that supervisord's clients know: the exit code, or -1 for a death by signal. */
    default int legacyCode() {
        return switch (this) {
            case Code(int value) -> value;
            case Signalled(_, _) -> -1;
        };
    }
}
