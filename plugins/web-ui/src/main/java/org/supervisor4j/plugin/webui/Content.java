package org.supervisor4j.plugin.webui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Something as it is sent: compressed to whoever takes that, and not at all to whoever has it already. */
final class Content {

    static final Charset CHARSET = StandardCharsets.UTF_8;

    private static final String ENCODING = "Accept-Encoding";

    private final String type;
    private final byte[] plain;
    private final byte[] compressed;
    private final String tag;

    private Content(String type, byte[] plain) throws IOException {
        this.type = type;
        this.plain = plain;
        this.compressed = compressed(plain);
        this.tag = "\"" + digest(plain) + "\"";
    }

    static Content of(String type, byte[] plain) throws IOException {
        return new Content(type, plain);
    }

    /** Sends what is another the next time, and so is neither kept nor asked for again. */
    static void sendOnce(String type, String text, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] plain = text.getBytes(CHARSET);
        boolean compress = compresses(request, response);
        write(type, compress ? compressed(plain) : plain, request, response);
    }

    /** The same for the same content only. */
    String tag() {
        return tag;
    }

    /** As text. */
    String text() {
        return new String(plain, CHARSET);
    }

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("ETag", tag);
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(tag)) {
            response.addHeader("Vary", ENCODING);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        write(type, compresses(request, response) ? compressed : plain, request, response);
    }

    private static boolean compresses(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Vary", ENCODING);
        boolean compress = takesGzip(request.getHeader(ENCODING));
        if (compress) {
            response.setHeader("Content-Encoding", "gzip");
        }
        return compress;
    }

    private static void write(String type, byte[] bytes, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType(type);
        response.setContentLength(bytes.length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(bytes);
        }
    }

    private static boolean takesGzip(String accepted) {
        return accepted != null
                && Arrays.stream(accepted.split(","))
                        .map(one -> one.replaceAll("\\s", ""))
                        .anyMatch(one -> one.startsWith("gzip") && !one.matches("gzip;q=0(\\.0*)?"));
    }

    private static byte[] compressed(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(plain);
        }
        return compressed.toByteArray();
    }

    private static String digest(byte[] plain) {
        return HexFormat.of().formatHex(sha256().digest(plain), 0, 16);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing (expected: in every Java)", e);
        }
    }
}
