package org.supervisor4j.plugin.webui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.supervisor4j.api.ProcessId;

/** Names of processes in links and requests. */
final class Names {

    private Names() {}

    /** {@code name} or {@code group:name}; it is the first colon that divides. */
    static ProcessId parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new ProcessId(text, text)
                : new ProcessId(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Percent-encoded for a query. */
    static String quoted(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
