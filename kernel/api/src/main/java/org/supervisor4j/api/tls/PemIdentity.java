package org.supervisor4j.api.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and the certificates that belong to it, read from files in PEM form.
 *
 * @param chain the key's own certificate first
 */
public record PemIdentity(PrivateKey key, List<X509Certificate> chain) {

    private static final String ALIAS = "identity";
    private static final byte[] PROBE = {1, 2, 3};

    /** Copies the list. */
    public PemIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both.
     *
     * @param certificates with the key's own certificate first, and those that lead to an authority behind it
     * @param keyFile with the key in PKCS#8 form; may be the same file
     * @throws PemException if a file cannot be read or has something else in it, or the two do not belong together
     */
    public static PemIdentity read(Path certificates, Path keyFile) throws PemException {
        List<X509Certificate> chain = PemFile.certificates(certificates);
        PublicKey known = chain.getFirst().getPublicKey();
        PrivateKey key = PemFile.key(keyFile);
        if (!key.getAlgorithm().equals(known.getAlgorithm()) || !belongTogether(key, known, keyFile)) {
            throw new PemException(keyFile, "the key is not that of the certificate in " + certificates, null);
        }
        return new PemIdentity(key, chain);
    }

    private static boolean belongTogether(PrivateKey key, PublicKey known, Path keyFile) throws PemException {
        try {
            Signature signature = Signature.getInstance(switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
            });
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(known);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new PemException(keyFile, "the key cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * As a store in memory.
     *
     * @param password of the key in it
     */
    public KeyStore store(char[] password) {
        KeyStore store = PemFile.emptyStore();
        try {
            store.setKeyEntry(ALIAS, key, password, chain.toArray(X509Certificate[]::new));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a store in memory takes every key", e);
        }
        return store;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "PemIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
