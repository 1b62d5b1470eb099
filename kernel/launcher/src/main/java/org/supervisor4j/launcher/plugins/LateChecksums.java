package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.launcher.plugins.PluginFolder.Version;

/**
 * Checksums that come, or become others, beside a jar that is in use already. Such a jar goes on: a new version begins with its checksum, and
 * the one from before is not to stand still until the new jar has come, too. But it is said that the next start would refuse it.
 *
 * <p><b>Threading:</b> one at a time.
 */
final class LateChecksums {

    private static final Logger log = LoggerFactory.getLogger(LateChecksums.class);

    /** What each was when it was looked at. */
    private final Map<Path, Version> known = new HashMap<>();
    private final Map<Path, String> doubts = new HashMap<>();

    /** It is looked at by whoever takes the jar. */
    void seen(Path jar) {
        known.put(jar, Version.ofAny(JarChecks.checksumFile(jar)));
        doubts.remove(jar);
    }

    void forget(Path jar) {
        known.remove(jar);
        doubts.remove(jar);
    }

    /** Of a jar that has not changed. */
    void look(Path jar) {
        Version now = Version.ofAny(JarChecks.checksumFile(jar));
        if (now.equals(known.put(jar, now)) || Files.isDirectory(jar)) {
            return;
        }
        Optional<String> doubt = check(jar);
        if (doubt.isPresent()) {
            log.warn("The plugin {} {}", jar.getFileName(), doubt.get());
            doubts.put(jar, doubt.get());
        } else if (doubts.remove(jar) != null) {
            log.info("The plugin {} is what is said beside it", jar.getFileName());
        }
    }

    private static Optional<String> check(Path jar) {
        try {
            JarChecks.checkSum(jar, jar);
            return Optional.empty();
        } catch (PluginBundles.Refused e) {
            return Optional.of("goes on as it was taken, but the next start would refuse it: " + e.getMessage());
        } catch (IOException e) {
            return Optional.of("goes on as it was taken, but cannot be read any more: " + e);
        }
    }

    /** What speaks against a jar that is in use. */
    Optional<String> doubt(Path jar) {
        return Optional.ofNullable(doubts.get(jar)).map(doubt -> "it " + doubt);
    }
}
