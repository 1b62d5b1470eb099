package org.supervisor4j.plugin.webui;

import java.util.regex.Pattern;

/**
 * What the page does not show of a configuration: other people look over shoulders, and pictures of pages are sent
 * around. Who needs it has the file.
 */
final class Secrets {

    static final String HIDDEN = "(hidden)";

    private static final Pattern NAME = Pattern.compile(
            "(?i)pass|pwd|secret|token|credential|private|signature|dsn"
                    + "|(^|_)(auth|salt|cookie|session)(_|$)|key(s|_?id|_?base)?$");
    private static final Pattern LOGIN = Pattern.compile("(://)[^/@\\s]*:[^/@\\s]*@");

    private Secrets() {}

    /** The value, unless its name says that it is a secret; without a password in an address. */
    static String shown(String name, String value) {
        return !value.isEmpty() && NAME.matcher(name).find()
                ? HIDDEN
                : LOGIN.matcher(value).replaceAll("$1" + HIDDEN + "@");
    }
}
