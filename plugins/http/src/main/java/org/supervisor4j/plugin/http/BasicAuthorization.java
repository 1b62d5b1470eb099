package org.supervisor4j.plugin.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What the {@code Authorization} header of a request says. */
sealed interface BasicAuthorization {

    /** User and password; the password may hold colons, the user name cannot. */
    record Given(String user, String password) implements BasicAuthorization {}

    /** No header, several, another scheme, or nothing that can be decoded: ask for credentials. */
    record Absent() implements BasicAuthorization {}

    /** Decoded, but not UTF-8: supervisord answers 400. */
    record Garbled() implements BasicAuthorization {}

    /** Scheme and header name in any case; never throws. */
    static BasicAuthorization parse(List<String> headers) {
        if (headers.size() != 1) {
            return new Absent();
        }
        String[] parts = headers.getFirst().strip().split("[ \t]+", 2);
        if (parts.length != 2 || !parts[0].equalsIgnoreCase("basic")) {
            return new Absent();
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(parts[1].strip());
        } catch (IllegalArgumentException notBase64) {
            return new Absent();
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString();
        } catch (CharacterCodingException notUtf8) {
            return new Garbled();
        }
        int colon = text.indexOf(':');
        return colon < 0 ? new Absent() : new Given(text.substring(0, colon), text.substring(colon + 1));
    }
}
