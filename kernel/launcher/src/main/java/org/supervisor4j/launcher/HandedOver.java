package org.supervisor4j.launcher;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.supervisor4j.api.Handover;

/** What one life of the daemon leaves to the next, in a variable of the environment that it executes itself in; children do not see it. */
final class HandedOver implements Handover {

    static final String VARIABLE = "SUPERVISOR4J_HANDOVER";

    private final Map<String, String> texts = new ConcurrentHashMap<>();

    /**
     * What the life before has left.
     *
     * @param value of the variable, if there is one
     */
    static HandedOver read(Optional<String> value) {
        HandedOver handover = new HandedOver();
        for (String entry : value.orElse("").split("&")) {
            int end = entry.indexOf('=');
            if (end > 0) {
                handover.texts.put(decoded(entry.substring(0, end)), decoded(entry.substring(end + 1)));
            }
        }
        return handover;
    }

    /** The variable with its value. */
    String variable() {
        return texts.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&", VARIABLE + "=", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) { // not written by us
            return text;
        }
    }

    @Override
    public Optional<String> left(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    @Override
    public void leave(String name, String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(name + ": " + text.length() + " characters (expected: at most " + MAX_LENGTH + ")");
        }
        texts.put(name, text);
    }
}
