package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * Who has signed a jar: those who have signed everything in it. A jar of which a part was changed, added or taken away since is not signed
 * by anybody, it is broken.
 */
final class JarSignature {

    /** Why a signature does not hold. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String reason) {
            super(reason);
        }
    }

    private static final String FOLDER = "META-INF/";

    private JarSignature() {}

    /**
     * @param file nobody writes to it meanwhile
     * @return none if the jar is not signed
     */
    static Set<CodeSigner> signers(Path file) throws IOException, Broken {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            List<JarEntry> entries = jar.stream().toList();
            if (entries.stream().noneMatch(entry -> isSignature(entry.getName()) && entry.getName().toUpperCase(Locale.ROOT).endsWith(".SF"))) {
                return Set.of();
            }
            Set<CodeSigner> common = null;
            for (JarEntry entry : entries) {
                if (entry.isDirectory() || isSignature(entry.getName()) || entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)) {
                    read(jar, entry);
                    continue;
                }
                Set<CodeSigner> own = signers(jar, entry);
                if (common == null) {
                    common = own;
                } else {
                    common.retainAll(own);
                }
                if (common.isEmpty()) {
                    throw new Broken("its signature is broken: " + entry.getName() + " is not covered by it");
                }
            }
            checkNothingIsMissing(jar);
            return common == null ? Set.of() : common;
        } catch (SecurityException e) { // what the verification throws
            throw new Broken("its signature is broken: " + e.getMessage());
        }
    }

    private static Set<CodeSigner> signers(JarFile jar, JarEntry entry) throws IOException {
        read(jar, entry);
        CodeSigner[] signers = entry.getCodeSigners();
        return signers == null ? Set.of() : Arrays.stream(signers).collect(Collectors.toSet());
    }

    /** Only what was read to its end has been verified. */
    private static void read(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void checkNothingIsMissing(JarFile jar) throws IOException, Broken {
        Manifest manifest = jar.getManifest();
        for (String name : manifest == null ? Set.<String>of() : manifest.getEntries().keySet()) {
            boolean isDigested = manifest.getAttributes(name).keySet().stream().anyMatch(key -> key.toString().contains("-Digest"));
            if (isDigested && jar.getEntry(name) == null) {
                throw new Broken("its signature is broken: " + name + ", which it covers, is missing");
            }
        }
    }

    private static boolean isSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (!upper.startsWith(FOLDER) || upper.indexOf('/', FOLDER.length()) >= 0) {
            return false;
        }
        return upper.endsWith(".SF") || upper.endsWith(".RSA") || upper.endsWith(".DSA") || upper.endsWith(".EC")
                || upper.startsWith(FOLDER + "SIG-");
    }
}
