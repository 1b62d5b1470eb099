package org.supervisor4j.launcher.plugins;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Under which name and in which version a plain jar is a bundle: those of its manifest, else those of its file's name.
 *
 * @param symbolicName letters, digits, hyphens, underscores and dots
 * @param version as OSGi has it
 */
record PlainIdentity(String symbolicName, String version) {

    static final String VERSION_HEADER = "Implementation-Version";

    private static final String NO_VERSION = "0.0.0";
    private static final Pattern VERSIONED = Pattern.compile("(.+?)-v?(\\d.*)");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:[.-]?(.+))?");

    static PlainIdentity of(JarCopy jar, String fileName) {
        String base = fileName.replaceFirst("\\.jar$", "");
        Matcher versioned = VERSIONED.matcher(base);
        String name = jar.header("Implementation-Title").filter(title -> !title.isBlank())
                .orElse(versioned.matches() ? versioned.group(1) : base);
        return new PlainIdentity(symbolic(name), version(jar.header(VERSION_HEADER), fileName).orElse(NO_VERSION));
    }

    /**
     * As OSGi has it; empty if nothing tells.
     *
     * @param told by the manifest
     */
    static Optional<String> version(Optional<String> told, String fileName) {
        Matcher versioned = VERSIONED.matcher(fileName.replaceFirst("\\.jar$", ""));
        return told.filter(text -> !text.isBlank())
                .or(() -> versioned.matches() ? Optional.of(versioned.group(2)) : Optional.empty())
                .map(PlainIdentity::version);
    }

    /** Names in other scripts have little left that OSGi allows, so what tells them apart is added. */
    private static String symbolic(String name) {
        String stripped = name.strip();
        String allowed = stripped.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("\\.{2,}", ".").replaceAll("^\\.|\\.$", "-");
        return stripped.chars().allMatch(c -> c < 0x80) ? allowed : allowed + "-" + Integer.toHexString(stripped.hashCode());
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
