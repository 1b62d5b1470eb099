package org.supervisor4j.config.ini;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;

/** The text of a configuration file: UTF-8, strictly, with any of the three line ends. */
final class IniText {

    private IniText() {}

    /**
     * All lines, each with {@code \n} at its end; only the last may lack it.
     *
     * @throws IOException if the file cannot be read
     * @throws ConfigurationException if it is not UTF-8, or has a NUL in it
     */
    static List<String> lines(Path file) throws IOException, ConfigurationException {
        return split(decode(file, Files.readAllBytes(file)));
    }

    static List<String> split(String text) {
        String normal = text.replace("\r\n", "\n").replace('\r', '\n');
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < normal.length()) {
            int end = normal.indexOf('\n', start);
            end = end < 0 ? normal.length() : end + 1;
            lines.add(normal.substring(start, end));
            start = end;
        }
        return lines;
    }

    private static String decode(Path file, byte[] bytes) throws ConfigurationException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int line = split(out.flip() + ".").size(); // the dot stands for what could not be read
            throw new ConfigurationException(List.of(new ConfigurationProblem(
                    complaint(bytes, in.position(), result.length()),
                    Optional.of(new Location(file, line)),
                    "",
                    "",
                    "",
                    "text in UTF-8")));
        }
        String text = out.flip().toString();
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new ConfigurationException(List.of(new ConfigurationProblem(
                    "embedded null character in position " + nul,
                    Optional.of(new Location(file, split(text.substring(0, nul + 1)).size())),
                    "",
                    "",
                    "",
                    "text; the operating system would end every argument, path and variable there")));
        }
        return text;
    }

    private static String complaint(byte[] bytes, int position, int length) {
        int first = bytes[position] & 0xff;
        String reason;
        if (first < 0xc2 || first > 0xf4) {
            reason = "invalid start byte";
        } else {
            reason = position + length == bytes.length ? "unexpected end of data" : "invalid continuation byte";
        }
        String where = length == 1
                ? "byte 0x%02x in position %d".formatted(first, position)
                : "bytes in position %d-%d".formatted(position, position + length - 1);
        return "'utf-8' codec can't decode " + where + ": " + reason;
    }
}
