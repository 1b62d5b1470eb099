package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which jars are let in, if the installation says so: those that a certificate of {@code lib/plugin-trust.pem} vouches for, and those whose
 * checksum stands in {@code lib/plugin-trust.sha256}. Without both files every jar is.
 *
 * <p>Whoever can write to {@code lib} can replace the daemon itself, so nobody gains anything there. The files are read each time:
 * what they say counts for the next jar.
 */
final class PluginTrust {

    private final Path certificates;
    private final Path checksums;

    PluginTrust(Path lib) {
        this.certificates = lib.resolve("plugin-trust.pem");
        this.checksums = lib.resolve("plugin-trust.sha256");
    }

    boolean isRequired() {
        return exists(certificates) || exists(checksums);
    }

    /** Also a link that leads nowhere: who has made it wants to be protected. */
    private static boolean exists(Path file) {
        return !Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** What a jar lacks that is not accepted. */
    String refusal(Collection<CodeSigner> signers) {
        if (!exists(certificates)) {
            return "its checksum is not among those that are trusted";
        }
        return signers.isEmpty() ? "it is not signed" : "it is signed by nobody who is trusted";
    }

    /** What a jar would have to be. */
    String expected() {
        if (!exists(checksums)) {
            return "signed by a certificate of " + certificates;
        }
        String listed = "a checksum in " + checksums;
        return exists(certificates) ? "signed by a certificate of " + certificates + ", or " + listed : listed;
    }

    /**
     * @param signers who have signed all of it
     * @throws IOException if a file cannot be used: then nothing is let in
     */
    boolean accepts(Path jar, Collection<CodeSigner> signers) throws IOException {
        if (exists(checksums) && Checksums.readAll(checksums).contains(Checksums.of(jar))) {
            return true;
        }
        if (!exists(certificates) || signers.isEmpty()) {
            return false;
        }
        Set<X509Certificate> trusted = read();
        for (CodeSigner signer : signers) {
            if (isTrusted(signer.getSignerCertPath().getCertificates(), trusted)) {
                return true;
            }
        }
        return false;
    }

    private Set<X509Certificate> read() throws IOException {
        Set<X509Certificate> found = new HashSet<>();
        try (InputStream in = Files.newInputStream(certificates)) {
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                found.add((X509Certificate) certificate);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(certificates + " has no certificates that can be read: " + e.getMessage(), e);
        }
        return found;
    }

    /** A certificate that is named itself counts as long as it is; one that it vouches for must be valid now. */
    private static boolean isTrusted(List<? extends Certificate> path, Set<X509Certificate> trusted) {
        if (path.isEmpty() || trusted.isEmpty()) {
            return false;
        }
        if (path.getFirst() instanceof X509Certificate own && trusted.contains(own)) {
            return true;
        }
        List<? extends Certificate> below = path.stream().takeWhile(certificate -> !(trusted.contains(certificate))).toList();
        try {
            PKIXParameters parameters = new PKIXParameters(
                    Set.copyOf(trusted.stream().map(certificate -> new TrustAnchor(certificate, null)).toList()));
            parameters.setRevocationEnabled(false); // nobody is asked whether the network is there
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
            return true;
        } catch (GeneralSecurityException _) {
            return false; // which the caller says, with what would be right
        }
    }
}
