package org.supervisor4j.acceptance.support;

import java.nio.file.Files;
import java.nio.file.Path;

/** Which supervisord and supervisorctl: the packed result, or the reference as Debian installs it. */
public enum Software {
    OURS {
        @Override
        public Path bin() {
            return distribution().resolve("bin");
        }
    },
    REFERENCE {
        @Override
        public Path bin() {
            return Path.of("/usr/bin");
        }
    };

    /** The folder of the two commands. */
    public abstract Path bin();

    public String supervisord() {
        return executable(bin().resolve("supervisord"), this == OURS ? "mvn package" : "apt-get install supervisor");
    }

    public String supervisorctl() {
        return executable(bin().resolve("supervisorctl"), this == OURS ? "mvn package" : "apt-get install supervisor");
    }

    /** The unpacked installable result. */
    public static Path distribution() {
        return configured("distribution");
    }

    /**
     * A file or folder that the build names.
     *
     * @throws AssertionError if it is not there: a missing part must not pass for a passed test
     */
    public static Path configured(String property) {
        String value = System.getProperty(property);
        if (value == null || !Files.exists(Path.of(value))) {
            throw new AssertionError(property + ": " + value + " is missing (expected: built by mvn package)");
        }
        return Path.of(value).toAbsolutePath().normalize();
    }

    /** The path of a program of a Debian package. */
    public static String installed(String path, String debianPackage) {
        return executable(Path.of(path), "apt-get install " + debianPackage);
    }

    private static String executable(Path file, String remedy) {
        if (!Files.isExecutable(file)) {
            throw new AssertionError(file + " is missing: " + remedy);
        }
        return file.toString();
    }
}
