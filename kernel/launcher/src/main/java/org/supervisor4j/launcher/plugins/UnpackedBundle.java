package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.supervisor4j.launcher.plugins.PluginBundles.Refused;

/**
 * What the manifest of a folder says that is to be a bundle.
 *
 * @param version as it is written
 */
record UnpackedBundle(String symbolicName, String version) {

    /** @throws Refused if it is none */
    static UnpackedBundle read(Path folder) throws Refused {
        Attributes headers = manifest(folder).getMainAttributes();
        FrameworkExtension.refuse(Optional.ofNullable(headers.getValue(Constants.FRAGMENT_HOST)));
        Optional<String> name = Optional.ofNullable(headers.getValue(Constants.BUNDLE_SYMBOLICNAME))
                .map(header -> header.split(";", 2)[0].strip())
                .filter(text -> !text.isEmpty());
        return new UnpackedBundle(
                name.orElseThrow(() -> new Refused(
                        "it is a folder that is no unpacked bundle: its manifest has no Bundle-SymbolicName (expected: a jar)")),
                Optional.ofNullable(headers.getValue(Constants.BUNDLE_VERSION)).orElse("0.0.0").strip());
    }

    private static Manifest manifest(Path folder) throws Refused {
        try (InputStream in = Files.newInputStream(folder.resolve(JarFile.MANIFEST_NAME))) {
            return new Manifest(in);
        } catch (IOException e) {
            throw new Refused("its manifest cannot be read: " + e.getMessage() + " (expected: lines \"Name: value\", as the JDK's jar writes them)");
        }
    }
}
