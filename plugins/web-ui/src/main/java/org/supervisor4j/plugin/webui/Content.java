package org.supervisor4j.plugin.webui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Something as it is sent: compressed to whoever takes that, and not at all to whoever has it already. */
final class Content {

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

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("ETag", tag);
        response.addHeader("Vary", "Accept-Encoding");
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        boolean compress = takesGzip(request.getHeader("Accept-Encoding"));
        if (compress) {
            response.setHeader("Content-Encoding", "gzip");
        }
        byte[] bytes = compress ? compressed : plain;
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
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(plain), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing (expected: in every Java)", e);
        }
    }
}
