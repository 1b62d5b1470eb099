package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;

/**
 * What a jar has for supervisorctl, which the daemon itself makes nothing of.
 *
 * @param version of the jar, as a plain jar's would be; empty if neither its manifest nor its name tells
 * @param actions by the names of their classes: which words select them only the client finds out
 */
record ControlActions(String version, List<Contribution> actions) {

    private static final int LIMIT_BYTES = 64 * 1024;
    private static final String FILE = "META-INF/services/" + CtlCommand.class.getName();
    private static final ControlActions NONE = new ControlActions("", List.of());

    static ControlActions of(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return NONE;
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            ZipEntry entry = file.getEntry(FILE);
            if (entry == null) {
                return NONE;
            }
            Optional<String> told = Optional.ofNullable(file.getManifest())
                    .map(Manifest::getMainAttributes)
                    .map(attributes -> attributes.getValue(PlainIdentity.VERSION_HEADER));
            String version = PlainIdentity.version(told, jar.getFileName().toString()).orElse("");
            try (InputStream content = file.getInputStream(entry)) {
                return new ControlActions(version, new String(content.readNBytes(LIMIT_BYTES), StandardCharsets.UTF_8).lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .map(line -> new Contribution("action", line.substring(line.lastIndexOf('.') + 1)))
                        .sorted()
                        .toList());
            }
        } catch (IOException _) {
            return NONE; // it is just being replaced or removed
        }
    }
}
