package org.supervisor4j.launcher.plugins;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.osgi.framework.Constants;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.launcher.plugins.PluginBundles.Refused;

/**
 * A private copy of a jar, which nobody writes to any more: what was looked at is what is installed, and overwriting the jar in
 * its place does not take the classes away from a plugin that runs.
 *
 * @param manifest empty if there is none
 * @param serviceTypes the types for which it has files {@code META-INF/services/<type>}
 */
record JarCopy(Path file, Optional<Manifest> manifest, List<String> serviceTypes) implements AutoCloseable {

    /** A jar that is not whole, yet or at all. */
    static final class Incomplete extends Exception {
        private static final long serialVersionUID = 1;

        Incomplete(String reason) {
            super(reason);
        }
    }

    private static final int BUFFER_BYTES = 64 * 1024;

    private static final int DESCRIPTOR_BYTES = 1024 * 1024;
    private static final Pattern MANIFEST = Pattern.compile(JarFile.MANIFEST_NAME, Pattern.CASE_INSENSITIVE); // as JarFile finds it

    /** How large what is read as a whole may be, by us or the framework; nothing that is meant has so much. */
    private static final Map<Pattern, Integer> LIMITS_BYTES = Map.of(
            Pattern.compile("META-INF/services/.*|OSGI-INF/.*"), DESCRIPTOR_BYTES,
            Pattern.compile("META-INF/[^/]*|.*\\.class", Pattern.CASE_INSENSITIVE), 16 * 1024 * 1024);

    /** Names its descriptors of components, wherever they are; not among the constants of the framework. */
    static final String COMPONENTS = "Service-Component";

    /**
     * @throws Incomplete if a part of it is missing
     * @throws Refused if it is whole, but cannot be used
     * @throws IOException if the jar cannot be read or the copy not be written
     */
    static JarCopy of(Path jar, Path to) throws IOException, Incomplete, Refused {
        Files.copy(jar, to, StandardCopyOption.REPLACE_EXISTING);
        try (JarFile copy = new JarFile(to.toFile(), false)) {
            List<ZipEntry> entries = copy.stream().map(ZipEntry.class::cast).toList();
            for (ZipEntry entry : entries) {
                if (MANIFEST.matcher(entry.getName()).matches()) {
                    check(copy, entry, LIMITS_BYTES);
                }
            }
            Optional<Manifest> manifest = manifest(copy);
            Map<Pattern, Integer> limits = new HashMap<>(LIMITS_BYTES);
            manifest.ifPresent(all -> components(all).forEach(name -> limits.put(name, DESCRIPTOR_BYTES)));
            for (ZipEntry entry : entries) {
                check(copy, entry, limits);
            }
            List<String> serviceTypes = copy.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(ProviderFiles.FOLDER) && name.indexOf('/', ProviderFiles.FOLDER.length()) < 0)
                    .map(name -> name.substring(ProviderFiles.FOLDER.length()))
                    .filter(type -> !type.isEmpty())
                    .toList();
            return new JarCopy(to, manifest, serviceTypes);
        } catch (ZipException e) {
            Files.deleteIfExists(to);
            throw new Incomplete(e.getMessage());
        } catch (Refused e) {
            Files.deleteIfExists(to);
            throw e;
        }
    }

    /** The last part of a name may have stars. */
    private static List<Pattern> components(Manifest manifest) {
        String header = manifest.getMainAttributes().getValue(COMPONENTS);
        return header == null ? List.of() : Arrays.stream(header.split(","))
                .map(clause -> clause.split(";", 2)[0].strip().replaceFirst("^/+", ""))
                .map(path -> Pattern.compile(Arrays.stream(path.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*"))))
                .toList();
    }

    private static Optional<Manifest> manifest(JarFile jar) throws Refused {
        try {
            return Optional.ofNullable(jar.getManifest());
        } catch (IOException e) {
            throw new Refused("its manifest cannot be read: " + e.getMessage() + " (expected: lines \"Name: value\", as the JDK's jar writes them)");
        }
    }

    /** Rewritten in its place, a jar may have its end before its middle. */
    private static void check(ZipFile zip, ZipEntry entry, Map<Pattern, Integer> limits) throws IOException, Refused {
        CheckedInputStream content = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
        try (InputStream in = content) {
            readAll(in, entry.getName(), limits);
        } catch (EOFException _) {
            throw new ZipException(entry.getName() + " is cut off");
        }
        if (entry.getCrc() != -1 && content.getChecksum().getValue() != entry.getCrc()) {
            throw new ZipException(entry.getName() + " has another checksum than it should");
        }
    }

    /** Of what is too large no more is unpacked than it takes to know. */
    private static void readAll(InputStream in, String name, Map<Pattern, Integer> limits) throws IOException, Refused {
        long limit = limits.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(name).matches())
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(Long.MAX_VALUE);
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            if (size > limit) {
                throw new Refused(name + " in it is too large (expected: at most " + limit + " bytes)");
            }
        }
    }

    /** Whether it holds actions of supervisorctl, which needs no bundle for them. */
    boolean isForControl() {
        return serviceTypes.contains(CtlCommand.class.getName());
    }

    /** Empty if it is no bundle. */
    Optional<String> symbolicName() {
        return header(Constants.BUNDLE_SYMBOLICNAME).map(name -> name.split(";", 2)[0].strip()).filter(name -> !name.isEmpty());
    }

    String version() {
        return header(Constants.BUNDLE_VERSION).orElse("0.0.0").strip();
    }

    Optional<String> header(String name) {
        return manifest.map(all -> all.getMainAttributes().getValue(name));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
