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
     * A copy of it for somebody who changes it, with the times of the files: or the first start would have to prepare its classes anew.
     *
     * @return {@code supervisor4j} in the folder
     */
    public static Path copyIn(Path folder) {
        Path home = folder.resolve("supervisor4j");
        Outcome copy = Command.of(folder, "/bin/cp", "-a", distribution().toString(), home.toString()).run();
        if (copy.status() != 0) {
            throw new AssertionError("the distribution cannot be copied to " + home + ": " + copy.err());
        }
        return home;
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
