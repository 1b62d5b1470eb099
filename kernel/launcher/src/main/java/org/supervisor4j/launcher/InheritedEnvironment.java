package org.supervisor4j.launcher;

import java.util.HashMap;
import java.util.Map;

/** The environment that the daemon was started with, without what we ourselves have put into it. */
final class InheritedEnvironment {

    /** Set by bin/supervisord for the JVM's sake: it must not use SIGUSR2 itself. */
    private static final String JVM_SIGNAL = "_JAVA_SR_SIGNUM";

    /** Set by bin/supervisord: file names are UTF-8 whatever the locale; what was there before is kept beside it. */
    private static final String LOCALE = "LC_ALL";

    private static final String ORIGINAL_LOCALE = "SUPERVISOR4J_LC_ALL";

    private InheritedEnvironment() {}

    static Map<String, String> read(Map<String, String> current) {
        Map<String, String> environment = new HashMap<>(current);
        environment.remove(JVM_SIGNAL);
        environment.remove(Daemonizing.MARK);
        environment.remove(HandedOver.VARIABLE);
        String original = environment.remove(ORIGINAL_LOCALE);
        if (original != null) {
            if (original.isEmpty()) {
                environment.remove(LOCALE);
            } else {
                environment.put(LOCALE, original);
            }
        }
        return Map.copyOf(environment);
    }
}
