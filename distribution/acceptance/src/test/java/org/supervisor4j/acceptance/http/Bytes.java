package org.supervisor4j.acceptance.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Bytes with something wrong in them. */
final class Bytes {

    /** What parsers are known to stumble over. */
    private static final String[] TOKENS = {"\r\n", "\n", "\r", "\0", "\t", " ", ":", ";", "%", "%00", "%ff", "<", ">",
        "&", "&amp;", "&#0;", "&#xD800;", "]]>", "<![CDATA[", "<!--", "<?", "?>", "\u00ff", "-1",
        "99999999999999999999",
        "0x10", "1e400", "NaN", "</value>", "<nil/>", "<i8>1</i8>", "\r\n\r\n", "chunked", "HTTP/1.1", "../", "//"};

    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] random(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The same with up to eight places damaged. */
    static byte[] damaged(RandomGenerator random, byte[] original) {
        byte[] bytes = original;
        for (int times = random.nextInt(1, 9); times > 0; times--) {
            bytes = damagedOnce(random, bytes);
        }
        return bytes;
    }

    private static byte[] damagedOnce(RandomGenerator random, byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(1, 40));
        byte[] before = part(bytes, 0, at);
        byte[] piece = part(bytes, at, to);
        byte[] after = part(bytes, to, bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> joined(before, after);
            case 1 -> joined(before, piece, piece, after);
            case 2 -> joined(before, random(random, piece.length), after);
            case 3 -> joined(before, of(TOKENS[random.nextInt(TOKENS.length)]), piece, after);
            case 4 -> joined(after, piece, before);
            default -> before.length == 0 ? piece : before; // cut off
        };
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        byte[] part = new byte[to - from];
        System.arraycopy(bytes, from, part, 0, part.length);
        return part;
    }
}
