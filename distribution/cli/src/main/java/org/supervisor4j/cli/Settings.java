package org.supervisor4j.cli;

import java.util.List;
import org.supervisor4j.cli.plugin.PluginSection;
import org.supervisor4j.cli.rpc.Credentials;
import org.supervisor4j.cli.rpc.TlsOptions;

/**
 * What supervisorctl is to do, and how: the command line, over the configuration file, over the defaults.
 *
 * @param serverUrl where the daemon listens
 * @param username the user to authenticate as, or null
 * @param password the user's password, or null
 * @param prompt what the shell shows before a line
 * @param historyFile where the shell keeps what was typed, or null for nowhere
 * @param caCerts file with certificates of those who vouch for servers, or null
 * @param certfile file with a certificate to show to servers, or null
 * @param keyfile file with its key, or null
 * @param plugins the sections that choose actions of plugins
 * @param interactive whether to ask for confirmations and for a password
 * @param words the action and its arguments; none for the shell
 */
record Settings(String serverUrl, String username, String password, String prompt, String historyFile,
        String caCerts, String certfile, String keyfile, List<PluginSection> plugins, boolean interactive, List<String> words) {

    static final String DEFAULT_URL = "http://localhost:9001";
    static final String DEFAULT_PROMPT = "supervisor";

    /** Who we are, or null unless both parts are known; empty ones count. */
    Credentials credentials() {
        return username == null || password == null ? null : new Credentials(username, password);
    }

    /** Whom to trust with {@code https://}. */
    TlsOptions tls() {
        return new TlsOptions(caCerts, certfile, keyfile);
    }

    @Override
    public String toString() {
        return "Settings[" + serverUrl + ", " + words + "]"; // a password belongs into no message
    }
}
