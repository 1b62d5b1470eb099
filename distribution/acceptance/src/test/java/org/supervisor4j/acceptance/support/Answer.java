package org.supervisor4j.acceptance.support;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server sent back.
 *
 * @param status the HTTP status; 0 if there was no answer at all
 * @param head status line and headers
 * @param body the body as it came
 */
public record Answer(int status, String head, String body) {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})(?: |$)");
    private static final Pattern FAULT = Pattern.compile(
            "(?s).*<fault>.*<int>(-?\\d+)</int>.*<name>faultString</name>\\s*<value><string>(.*?)</string>.*");

    static Answer of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        Matcher matcher = STATUS_LINE.matcher(head);
        int status = matcher.lookingAt() ? Integer.parseInt(matcher.group(1)) : 0;
        return new Answer(status, head, end < 0 ? "" : text.substring(end + 4));
    }

    /** Code and text of a fault, or an empty text. */
    public String fault() {
        Matcher matcher = FAULT.matcher(body);
        return matcher.matches() ? matcher.group(1) + " " + matcher.group(2) : "";
    }
}
