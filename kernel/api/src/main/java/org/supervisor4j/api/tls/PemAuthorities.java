package org.supervisor4j.api.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates of those whose word is taken, read from a file in PEM form. */
public record PemAuthorities(List<X509Certificate> certificates) {

    /** Copies the list. */
    public PemAuthorities {
        certificates = List.copyOf(certificates);
    }

    /** @throws PemException if the file cannot be read or has no certificate in it */
    public static PemAuthorities read(Path file) throws PemException {
        return new PemAuthorities(PemFile.certificates(file));
    }

    /** As a store in memory. */
    public KeyStore store() {
        KeyStore store = PemFile.emptyStore();
        try {
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("authority-" + i, certificates.get(i));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a store in memory takes every certificate", e);
        }
        return store;
    }
}
