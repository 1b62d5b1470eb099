package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.launcher.plugins.PluginBundles.Refused;

/**
 * Makes bundles of jars that know nothing of OSGi: those with files {@code META-INF/services} for extension points of ours.
 *
 * <p>The jar is put as it is into a bundle that has nothing but a manifest, so that its own manifest, and with it a signature, stays true.
 *
 * <p><b>Threading:</b> any.
 */
final class PlainJars {

    /** The header that says what is to be registered: {@link ProviderFiles#header}. */
    static final String PROVIDERS = "Supervisor4j-Providers";

    private static final Logger log = LoggerFactory.getLogger(PlainJars.class);
    private static final String CONTENT = "plain.jar";

    /** Headers of who makes what a bundle offers. */
    private static final List<String> MAKERS = List.of(Constants.BUNDLE_ACTIVATOR, JarCopy.COMPONENTS);

    /** Of the interfaces themselves: a plugin's classes must see these, whatever else it names. */
    private static final String API = Supervisor.class.getPackageName();

    private final BundleContext context;

    PlainJars(BundleContext context) {
        this.context = context;
    }

    /** Whether a jar offers anything that we know. */
    static boolean offers(JarCopy jar) {
        return jar.serviceTypes().stream().anyMatch(type -> ExtensionPoint.of(type).isPresent());
    }

    /** What is to be said of a bundle that offers something as a plain jar does, and has nobody who would make it; empty if all is well. */
    static Optional<String> overlooked(JarCopy bundle) {
        boolean isLeftToOthers = bundle.header(Constants.REQUIRE_CAPABILITY).filter(required -> required.contains("osgi.extender")).isPresent();
        return offers(bundle) && !isLeftToOthers && MAKERS.stream().allMatch(header -> bundle.header(header).isEmpty())
                ? Optional.of("is a bundle, in which nobody looks for META-INF/services: what it names there is not made (expected: a jar without "
                        + Constants.BUNDLE_SYMBOLICNAME + ", or one with " + String.join(" or ", MAKERS) + ")")
                : Optional.empty();
    }

    /**
     * @param fileName of the jar
     * @return the bundle; to be closed
     * @throws Refused if what it offers cannot be read
     */
    JarCopy wrap(String fileName, JarCopy jar) throws IOException, Refused {
        Map<Boolean, List<String>> types =
                jar.serviceTypes().stream().collect(Collectors.partitioningBy(type -> ExtensionPoint.of(type).isPresent()));
        Manifest manifest;
        try (JarFile content = new JarFile(jar.file().toFile(), false)) {
            manifest = manifest(
                    PlainIdentity.of(jar, fileName),
                    ProviderFiles.read(content, types.get(true)),
                    packages(content, types.get(true)));
        }
        String others = types.get(false).stream()
                .filter(type -> !type.equals(CtlCommand.class.getName()))
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            log.info("Plugin {} has files {} for what is no extension point, which are left alone: {}",
                    fileName, ProviderFiles.FOLDER, others);
        }
        Path bundle = jar.file().resolveSibling("wrapped-" + jar.file().getFileName());
        try (OutputStream out = Files.newOutputStream(bundle); JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(timeless(new JarEntry(JarFile.MANIFEST_NAME)));
            manifest.write(entries);
            entries.putNextEntry(timeless(stored(jar.file())));
            Files.copy(jar.file(), entries);
            entries.closeEntry();
        }
        return new JarCopy(bundle, Optional.of(manifest), jar.serviceTypes());
    }

    /** Of a jar that has not changed the bundle is the same as before. */
    private static JarEntry timeless(JarEntry entry) {
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0)); // the first that there is in a jar
        return entry;
    }

    /** Also those of the interfaces: a class may know one only by what it extends. */
    private static Set<String> packages(JarFile jar, List<String> types) throws IOException {
        Set<String> packages = new TreeSet<>(ReferencedPackages.of(jar));
        types.forEach(type -> packages.add(type.substring(0, type.lastIndexOf('.'))));
        return packages;
    }

    /** It is compressed already. */
    private static JarEntry stored(Path file) throws IOException {
        CheckedInputStream content = new CheckedInputStream(Files.newInputStream(file), new CRC32());
        try (InputStream in = content) {
            in.transferTo(OutputStream.nullOutputStream()); // it may be large
        }
        JarEntry entry = new JarEntry(CONTENT);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(Files.size(file));
        entry.setCrc(content.getChecksum().getValue());
        return entry;
    }

    private Manifest manifest(PlainIdentity identity, ProviderFiles providers, Collection<String> packages) {
        Map<String, Version> exported = exported();
        List<String> imports = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        exported.forEach((name, version) -> {
            if (name.equals(API) || name.startsWith(API + ".") || packages.contains(name)) {
                imports.add(name + range(version));
            }
        });
        packages.stream().filter(name -> !exported.containsKey(name)).forEach(elsewhere::add);

        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, identity.symbolicName());
        headers.putValue(Constants.BUNDLE_VERSION, identity.version());
        headers.putValue(Constants.BUNDLE_CLASSPATH, CONTENT);
        if (!elsewhere.isEmpty()) {
            // Those of other plugins, or of nobody: what a library can do without need not be there, and may come later.
            // What is there is imported at once, though: so it is known for what it is used, and stays if it is removed.
            elsewhere.forEach(name -> imports.add(name + ";resolution:=optional"));
            headers.putValue(Constants.DYNAMICIMPORT_PACKAGE, String.join(",", elsewhere));
        }
        headers.putValue(Constants.IMPORT_PACKAGE, String.join(",", imports));
        headers.putValue(PROVIDERS, providers.header());
        return manifest;
    }

    /** The packages of the JDK and of the launcher; of several versions the newest. */
    private Map<String, Version> exported() {
        Map<String, Version> exported = new TreeMap<>();
        for (BundleCapability capability : context.getBundle(Constants.SYSTEM_BUNDLE_ID)
                .adapt(BundleRevision.class)
                .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
            Map<String, Object> attributes = capability.getAttributes();
            String name = (String) attributes.get(PackageNamespace.PACKAGE_NAMESPACE);
            Version version = attributes.get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE) instanceof Version known
                    ? known
                    : Version.emptyVersion;
            exported.merge(name, version, (one, other) -> one.compareTo(other) < 0 ? other : one);
        }
        return exported;
    }

    /** Whatever is compatible with what is there: nobody else's package of that name. */
    private static String range(Version version) {
        return version.equals(Version.emptyVersion)
                ? ""
                : ";version=\"[%d.%d,%d)\"".formatted(version.getMajor(), version.getMinor(), version.getMajor() + 1);
    }
}
