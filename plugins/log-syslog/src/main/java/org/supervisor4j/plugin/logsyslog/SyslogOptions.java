package org.supervisor4j.plugin.logsyslog;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.supervisor4j.api.log.LogOptions;

/** Reads the options of one channel or of the activity log. */
final class SyslogOptions {

    static final String DEFAULT_TAG = "supervisord";
    /** What everybody who receives RFC 5424 should take, and what fits into a datagram without much fragmentation. */
    static final int DEFAULT_UDP_LENGTH = 2_048;
    /** A little less than what rsyslog takes by default, 8 KiB with its own overhead. */
    static final int DEFAULT_LENGTH = 8_000;

    /** What everybody who receives RFC 5424 must take. */
    private static final int LEAST_LENGTH = 480;
    /** With the headers below it, what a datagram can be. */
    private static final int MOST_LENGTH = 65_000;

    private static final Set<String> NAMES = new TreeSet<>(Set.of(
            "facility", "severity", "tag", "pid", "process_name", "address", "format", "maxlength", "trouble"));

    /** In the older format a colon or a bracket would end it. */
    private static final Pattern TAG = Pattern.compile("[!-~&&[^:\\[\\]]]{1,48}");

    private final LogOptions options;

    SyslogOptions(LogOptions options) {
        this.options = options;
    }

    SyslogOutlet read(Senders senders) {
        reportUnknown();
        Address address = one("address", Address::parse, Address.EXPECTED).orElse(Address.DEFAULT);
        return new SyslogOutlet(address, style(address), block(), senders);
    }

    private void reportUnknown() {
        for (String name : new TreeSet<>(options.names())) {
            if (!NAMES.contains(name)) {
                options.problem(
                        name,
                        "there is no option '" + options.key(name) + "'",
                        options.prefix() + " and one of " + String.join(", ", NAMES));
            }
        }
    }

    private MessageStyle style(Address address) {
        boolean isUdp = address instanceof Address.Remote(var protocol, _, _) && protocol == Address.Protocol.UDP;
        Format usual = address instanceof Address.Local ? Format.RFC3164 : Format.RFC5424;
        return new MessageStyle(
                one("facility", Facility::of, "one of " + Facility.NAMES).orElse(Facility.USER),
                one("severity", Severity::of, "one of " + Severity.NAMES).orElse(Severity.INFO),
                one("tag", SyslogOptions::tag, "1 to 48 printable ASCII characters without blank, ':', '[' and ']'")
                        .orElse(DEFAULT_TAG),
                options.flag("pid").orElse(false),
                options.flag("process_name").orElse(true),
                one("format", Format::of, "rfc5424 or rfc3164").orElse(usual),
                length().orElse(isUdp ? DEFAULT_UDP_LENGTH : DEFAULT_LENGTH));
    }

    private static Optional<String> tag(String text) {
        return Optional.of(text).filter(TAG.asMatchPredicate());
    }

    private OptionalInt length() {
        OptionalInt length = options.integer("maxlength");
        if (length.isPresent() && (length.getAsInt() < LEAST_LENGTH || length.getAsInt() > MOST_LENGTH)) {
            wrong("maxlength", String.valueOf(length.getAsInt()), "bytes from " + LEAST_LENGTH + " to " + MOST_LENGTH);
            return OptionalInt.empty();
        }
        return length;
    }

    private boolean block() {
        return one("trouble", SyslogOptions::isBlock, "drop or block").orElse(false);
    }

    private static Optional<Boolean> isBlock(String text) {
        return switch (text) {
            case "block" -> Optional.of(true);
            case "drop" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private <T> Optional<T> one(String name, Function<String, Optional<T>> parser, String expected) {
        Optional<String> text = options.text(name).map(String::strip);
        Optional<T> value = text.flatMap(parser);
        if (text.isPresent() && value.isEmpty()) {
            wrong(name, text.get(), expected);
        }
        return value;
    }

    private void wrong(String name, String text, String expected) {
        options.problem(name, "Invalid " + options.key(name) + " value " + text, expected);
    }
}
