package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which packages the classes of a jar use that it does not have itself; those of {@code java.*} are everybody's. */
final class ReferencedPackages {

    private static final Logger log = LoggerFactory.getLogger(ReferencedPackages.class);
    private static final String SUFFIX = ".class";
    /** A class in a descriptor, up to its last slash. */
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<]*)/[^;</]*[;<]");
    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/\\d+/");
    private static final Pattern PACKAGE = Pattern.compile("[\\p{L}\\p{N}_$]+(\\.[\\p{L}\\p{N}_$]+)*"); // as a manifest takes it

    private final Set<String> own = new TreeSet<>();
    private final Set<String> used = new TreeSet<>();

    private ReferencedPackages() {}

    static Set<String> of(JarFile jar) throws IOException {
        ReferencedPackages packages = new ReferencedPackages();
        for (JarEntry entry : jar.stream().toList()) {
            if (entry.getName().endsWith(SUFFIX)) {
                packages.take(jar, entry);
            }
        }
        packages.used.removeAll(packages.own);
        packages.used.removeIf(name -> name.startsWith("java.") || !PACKAGE.matcher(name).matches());
        return packages.used;
    }

    private void take(JarFile jar, JarEntry entry) throws IOException {
        String path = VERSIONED.matcher(entry.getName()).replaceFirst("");
        if (path.contains("/")) {
            own.add(packageOf(path));
        }
        try (InputStream content = jar.getInputStream(entry)) {
            ClassModel model = ClassFile.of().parse(content.readAllBytes());
            for (PoolEntry constant : model.constantPool()) {
                take(constant);
            }
            model.fields().forEach(field -> takeDescriptor(field.fieldType().stringValue()));
            model.methods().forEach(method -> takeDescriptor(method.methodType().stringValue()));
        } catch (IllegalArgumentException e) { // whoever loads it will say so
            log.debug("{} in {} is no class that can be read: {}", entry.getName(), jar.getName(), e.toString());
        }
    }

    private void take(PoolEntry constant) {
        switch (constant) {
            case ClassEntry type when type.asInternalName().startsWith("[") -> takeDescriptor(type.asInternalName());
            case ClassEntry type when type.asInternalName().contains("/") -> used.add(packageOf(type.asInternalName()));
            case NameAndTypeEntry typed -> takeDescriptor(typed.type().stringValue());
            case MethodTypeEntry method -> takeDescriptor(method.descriptor().stringValue());
            default -> {}
        }
    }

    private void takeDescriptor(String descriptor) {
        Matcher matcher = IN_DESCRIPTOR.matcher(descriptor);
        while (matcher.find()) {
            used.add(matcher.group(1).replace('/', '.'));
        }
    }

    private static String packageOf(String path) {
        return path.substring(0, path.lastIndexOf('/')).replace('/', '.');
    }
}
