package org.supervisor4j.cli.rpc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A user name and a password for basic authentication. They are sent from the first request on.
 *
 * @param username the user
 * @param password the password; may be empty
 */
public record Credentials(String username, String password) {

    /** The value of the header {@code Authorization}. */
    String header() {
        byte[] text = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    @Override
    public String toString() {
        return username + ":***"; // a password belongs into no message
    }
}
