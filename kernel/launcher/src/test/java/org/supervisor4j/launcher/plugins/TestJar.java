package org.supervisor4j.launcher.plugins;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A jar that a test makes, header by header. */
final class TestJar {

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    static TestJar plain() {
        return new TestJar();
    }

    static TestJar bundle(String symbolicName, String version) {
        return plain()
                .header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", symbolicName)
                .header("Bundle-Version", version);
    }

    TestJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    TestJar file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** With all of {@link Activators}. */
    TestJar activator(Class<?> activator) {
        return with(Activators.class.getDeclaredClasses()).header("Bundle-Activator", activator.getName())
                .header("Import-Package", "org.osgi.framework,org.supervisor4j.api.config;"
                        + "org.supervisor4j.api.event;org.supervisor4j.api.log;resolution:=optional");
    }

    /** Without any OSGi: the classes, with a file that names them for an extension point. */
    TestJar offering(Class<?> extensionPoint, Class<?>... providers) {
        return with(providers).naming(extensionPoint.getName(), Arrays.stream(providers).map(Class::getName).collect(Collectors.joining("\n")));
    }

    TestJar with(Class<?>... classes) {
        for (Class<?> type : classes) {
            file(type.getName().replace('.', '/') + ".class", content(type));
        }
        return this;
    }

    TestJar naming(String extensionPoint, String lines) {
        return file("META-INF/services/" + extensionPoint, lines.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] content(Class<?> type) {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue());
                jar.closeEntry();
            }
        }
        return out.toByteArray();
    }

    /** Complete from one moment to the next. */
    Path to(Path target) throws IOException {
        Path whole = Files.write(target.resolveSibling(target.getFileName() + ".part"), bytes());
        return Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
