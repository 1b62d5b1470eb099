package org.supervisor4j.api.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands between {@code BEGIN} and {@code END} in files; other text is skipped. */
final class PemFile {

    private static final long LARGEST = 1 << 20; // bytes
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final Pattern OTHER_KEY =
            Pattern.compile("-----BEGIN (ENCRYPTED PRIVATE KEY|[A-Z0-9]+ PRIVATE KEY)-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemFile() {}

    /** At least one. */
    static List<X509Certificate> certificates(Path file) throws PemException {
        List<X509Certificate> found = new ArrayList<>();
        for (byte[] der : blocks(file, text(file), "CERTIFICATE")) {
            try {
                CertificateFactory factory = CertificateFactory.getInstance("X.509");
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            } catch (CertificateException e) {
                throw new PemException(file, "a certificate that cannot be read", e);
            }
        }
        if (found.isEmpty()) {
            throw new PemException(file, "no certificate in it (expected: -----BEGIN CERTIFICATE-----)", null);
        }
        return found;
    }

    static PrivateKey key(Path file) throws PemException {
        String text = text(file);
        List<byte[]> keys = blocks(file, text, "PRIVATE KEY");
        if (keys.isEmpty()) {
            Matcher other = OTHER_KEY.matcher(text);
            throw new PemException(file, (other.find() ? "the key is of the form " + other.group(1) : "no key in it")
                    + " (expected: -----BEGIN PRIVATE KEY-----, as openssl pkcs8 -topk8 -nocrypt makes it)", null);
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(keys.getFirst());
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException ofAnotherKind) {
                // The bytes say which, but only to who takes them apart; trying three is simpler.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java runtime has " + algorithm, e);
            }
        }
        throw new PemException(file, "a key that cannot be read (expected: one of " + ALGORITHMS + ")", null);
    }

    private static List<byte[]> blocks(Path file, String text, String kind) throws PemException {
        List<byte[]> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals(kind)) {
                try {
                    blocks.add(Base64.getMimeDecoder().decode(block.group(2)));
                } catch (IllegalArgumentException e) {
                    throw new PemException(file, "what stands after BEGIN " + kind + " is no Base64", e);
                }
            }
        }
        return blocks;
    }

    private static String text(Path file) throws PemException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new PemException(file, "more than " + LARGEST + " bytes", null);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1); // what is no ASCII is a comment
        } catch (PemException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new PemException(file, "no such file", e);
        } catch (AccessDeniedException e) {
            throw new PemException(file, "permission denied", e);
        } catch (IOException e) {
            throw new PemException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    static KeyStore emptyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java runtime has PKCS12", e);
        }
    }
}
