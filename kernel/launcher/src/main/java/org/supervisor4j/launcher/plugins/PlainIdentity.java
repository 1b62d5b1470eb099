package org.supervisor4j.launcher.plugins;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Under which name and in which version a plain jar is a bundle: those of its manifest, else those of its file's name.
 *
 * @param symbolicName letters, digits, hyphens, underscores and dots
 * @param version as OSGi has it
 */
record PlainIdentity(String symbolicName, String version) {

    private static final String NO_VERSION = "0.0.0";
    private static final Pattern VERSIONED = Pattern.compile("(.+?)-v?(\\d.*)");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:[.-]?(.+))?");

    static PlainIdentity of(JarCopy jar, String fileName) {
        String base = fileName.replaceFirst("\\.jar$", "");
        Matcher versioned = VERSIONED.matcher(base);
        boolean hasVersion = versioned.matches();
        String name = jar.header("Implementation-Title").filter(title -> !title.isBlank())
                .orElse(hasVersion ? versioned.group(1) : base);
        String version = jar.header("Implementation-Version").filter(text -> !text.isBlank())
                .orElse(hasVersion ? versioned.group(2) : NO_VERSION);
        return new PlainIdentity(symbolic(name), version(version));
    }

    private static String symbolic(String name) {
        return name.strip().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("\\.{2,}", ".").replaceAll("^\\.|\\.$", "-");
    }

    /** {@code 1.2-SNAPSHOT} is {@code 1.2.0.SNAPSHOT}; what begins without a number is a qualifier as a whole. */
    private static String version(String text) {
        Matcher matcher = VERSION.matcher(text.strip());
        if (!matcher.matches()) {
            return NO_VERSION + "." + qualifier(text);
        }
        String numbers = number(matcher.group(1)) + "." + number(matcher.group(2)) + "." + number(matcher.group(3));
        return matcher.group(4) == null ? numbers : numbers + "." + qualifier(matcher.group(4));
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static String qualifier(String text) {
        return text.strip().replaceAll("[^A-Za-z0-9_-]+", "-");
    }
}
