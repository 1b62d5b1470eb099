package org.supervisor4j.cli.rpc;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.UUID;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.supervisor4j.api.tls.PemAuthorities;
import org.supervisor4j.api.tls.PemIdentity;

/**
 * Whom to trust with {@code https://}, and what to show.
 *
 * @param authorities file with the certificates of those who vouch for servers, or null for those that Java knows
 * @param certificate file with a certificate for servers that want one, or null
 * @param key file with its key, or null if that is in the same file
 */
public record TlsOptions(String authorities, String certificate, String key) {

    /** Trusts whom Java trusts, and shows nothing. */
    public static final TlsOptions NONE = new TlsOptions(null, null, null);

    /**
     * Speaks TLS over a connection, and makes sure that it is the host that was meant.
     *
     * @throws IOException if the two do not come together; names the file if one of ours is of no use
     */
    SSLSocket over(Socket connection, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket(connection, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        checkTime(socket);
        return socket;
    }

    /** Java lets one that is trusted by itself, not by an authority's word, live for ever. */
    private static void checkTime(SSLSocket socket) throws IOException {
        try {
            ((X509Certificate) socket.getSession().getPeerCertificates()[0]).checkValidity();
        } catch (CertificateException e) {
            throw new SSLException("the certificate of the server is not valid now: " + e.getMessage(), e);
        }
    }

    private SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(), trust(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be used: " + e.getMessage(), e);
        }
    }

    private KeyManager[] keys() throws IOException, GeneralSecurityException {
        if (certificate == null) {
            return null;
        }
        char[] password = UUID.randomUUID().toString().toCharArray(); // of a store in memory that needs one
        Path file = Path.of(certificate);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(PemIdentity.read(file, key == null ? file : Path.of(key)).store(password), password);
        return factory.getKeyManagers();
    }

    private TrustManager[] trust() throws IOException, GeneralSecurityException {
        if (authorities == null) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(PemAuthorities.read(Path.of(authorities)).store());
        return factory.getTrustManagers();
    }
}
