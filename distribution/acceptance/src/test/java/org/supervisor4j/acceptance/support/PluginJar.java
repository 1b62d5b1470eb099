package org.supervisor4j.acceptance.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A plugin that a test writes: Java sources, compiled against what the distribution has in {@code lib/}, and other files. */
public final class PluginJar {

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<JavaFileObject> sources = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    private PluginJar() {}

    /** Without any OSGi. */
    public static PluginJar plain() {
        return new PluginJar();
    }

    public static PluginJar bundle(String symbolicName) {
        return plain().header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", symbolicName).header("Bundle-Version", "1.0.0");
    }

    public PluginJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public PluginJar file(String name, String text) {
        files.put(name, text);
        return this;
    }

    /** Names a class for an extension point; the name of that is without the API's own. */
    public PluginJar offering(String extensionPoint, String className) {
        return file("META-INF/services/org.supervisor4j.api." + extensionPoint, className + "\n");
    }

    public PluginJar source(String className, String text) {
        URI name = URI.create("string:///" + className.replace('.', '/') + ".java");
        sources.add(new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
                return text;
            }
        });
        return this;
    }

    /** Makes it, complete from one moment to the next. */
    public Path to(Path target) {
        try {
            Path folder = Files.createTempDirectory(target.getParent().getParent(), "plugin-");
            compile(folder.resolve("classes"));
            Path whole = pack(folder.resolve("classes"), folder.resolve("whole"));
            return Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path classes) throws IOException {
        Files.createDirectories(classes);
        String classPath;
        try (Stream<Path> jars = Files.walk(Software.distribution().resolve("lib"))) {
            classPath = jars.filter(path -> path.toString().endsWith(".jar")).map(Path::toString).collect(Collectors.joining(":"));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-parameters", "-proc:none", "-d", classes.toString(), "-cp", classPath);
        if (!sources.isEmpty() && !compiler.getTask(messages, null, null, options, null, sources).call()) {
            throw new AssertionError("a plugin's source cannot be compiled:\n" + messages);
        }
    }

    private Path pack(Path classes, Path target) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        try (OutputStream out = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path file : compiled.filter(Files::isRegularFile).toList()) {
                put(jar, classes.relativize(file).toString(), Files.readAllBytes(file));
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                put(jar, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return target;
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
