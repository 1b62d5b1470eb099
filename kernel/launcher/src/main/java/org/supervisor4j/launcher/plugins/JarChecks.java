package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.util.List;
import java.util.Set;
import org.supervisor4j.launcher.plugins.PluginBundles.Refused;

/**
 * Whether a jar is what somebody has said that it is: by a checksum beside it, by its signature, by what the installation trusts. What
 * nobody has said anything about is taken.
 */
final class JarChecks {

    static final String CHECKSUM = ".sha256";

    private final PluginTrust trust;

    /** @param lib of the installation */
    JarChecks(Path lib) {
        this.trust = new PluginTrust(lib);
    }

    /** Where the checksum of a jar is looked for. */
    static Path checksumFile(Path jar) {
        return jar.resolveSibling(jar.getFileName() + CHECKSUM);
    }

    /**
     * @param jar where it lies, or will
     * @param copy what would be installed
     * @throws Refused with the reason
     * @throws IOException if the copy cannot be read
     */
    void check(Path jar, Path copy) throws Refused, IOException {
        checkSum(jar, copy);
        Set<CodeSigner> signers;
        try {
            signers = JarSignature.signers(copy);
        } catch (JarSignature.Broken e) {
            throw new Refused(e.getMessage() + " (expected: the jar as it was signed)");
        }
        if (trust.isRequired() && !isTrusted(copy, signers)) {
            throw new Refused(trust.refusal(signers) + " (expected: " + trust.expected() + ")");
        }
    }

    private boolean isTrusted(Path copy, Set<CodeSigner> signers) throws Refused {
        try {
            return trust.accepts(copy, signers);
        } catch (IOException e) {
            throw new Refused("whom to trust cannot be read: " + e + " (expected: " + trust.expected() + ")");
        }
    }

    /**
     * Only whether it is what the checksum beside it says, if there is one.
     *
     * @throws Refused if it is not
     */
    static void checkSum(Path jar, Path copy) throws Refused, IOException {
        Path beside = checksumFile(jar);
        if (!Files.exists(beside)) {
            return;
        }
        List<String> expected;
        try {
            expected = Checksums.readAll(beside);
        } catch (IOException e) {
            throw new Refused("the checksum beside it cannot be read: " + e.getMessage());
        }
        String found = Checksums.of(copy);
        if (!expected.equals(List.of(found))) {
            throw new Refused("its SHA-256 is " + found + " (expected: "
                    + (expected.isEmpty() ? "one checksum" : String.join(" and ", expected)) + ", as " + beside.getFileName() + " says)");
        }
    }

    /** An unpacked bundle has neither signature nor checksum. */
    void checkFolder() throws Refused {
        if (trust.isRequired()) {
            throw new Refused("it is a folder, which cannot be checked (expected: " + trust.expected() + ")");
        }
    }
}
