package org.supervisor4j.core.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.ProcessStream;

/**
 * A line as a JSON object, on a line of its own. Control characters are escaped, bytes that are no UTF-8 become U+FFFD, the end of the line
 * is no part of it, be it LF or CR LF. A piece of a long line that is not the last one says so: {@code "partial":true}.
 */
final class JsonLine implements LineFormatter.Form {

    private static final HexFormat HEX = HexFormat.of();

    private final String middle;

    JsonLine(ProcessId process, int pid, ProcessStream stream) {
        StringBuilder text = new StringBuilder("\",\"process\":\"");
        escape(process.name(), text);
        text.append("\",\"group\":\"");
        escape(process.group(), text);
        text.append("\",\"stream\":\"").append(stream).append("\",\"pid\":").append(pid);
        this.middle = text.append(",\"line\":\"").toString();
    }

    @Override
    public void write(ByteArrayOutputStream to, String time, byte[] bytes, int from, int until, boolean isWhole) {
        int end = isWhole && until > from && bytes[until - 1] == '\r' ? until - 1 : until;
        StringBuilder text = new StringBuilder(end - from + 160);
        text.append("{\"time\":\"").append(time).append(middle);
        escape(new String(bytes, from, end - from, StandardCharsets.UTF_8), text);
        text.append(isWhole ? "\"}\n" : "\",\"partial\":true}\n");
        to.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void escape(String given, StringBuilder to) {
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            switch (c) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> {
                    if (c < ' ' || c >= 0x7f && c <= 0x9f) {
                        to.append("\\u").append(HEX.toHexDigits(c));
                    } else {
                        to.append(c);
                    }
                }
            }
        }
    }
}
