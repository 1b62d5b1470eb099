package org.supervisor4j.acceptance.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A type of the API as its source tells of it.
 *
 * @param packageName with its version, as the page writes it
 * @param isService whether plugins give it to the daemon, or are given it, as a service
 * @param isForPlugins whether plugins implement it, are given it, or write it at their own classes
 * @param properties the names of service properties and the like that it declares
 */
record ApiType(String name, String packageName, boolean isService, boolean isForPlugins, Set<String> properties) {

    private static final Pattern DECLARATION = Pattern.compile("(?m)^public (?:final |sealed )?(?:@?interface|record|class|enum) (\\w+)");
    private static final Pattern DOCUMENTATION = Pattern.compile("(?ms)^/\\*\\*.*?\\*/");
    private static final Pattern ROLE = Pattern.compile("(?m)^@(?:ConsumerType|ProviderType)\\b|^public @interface ");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^    (?:public static final )?String [A-Z_]+ = \"([a-z0-9]+(?:\\.[a-z0-9.]+)+)\";");
    private static final Pattern VERSION = Pattern.compile("@Version\\(\"(.*?)\"\\)");

    static List<ApiType> all(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .filter(file -> DECLARATION.matcher(text(file)).find()) // else it is the package's own
                    .sorted()
                    .map(file -> read(sources, file))
                    .toList();
        }
    }

    private static ApiType read(Path sources, Path file) {
        String source = text(file);
        Matcher declaration = DECLARATION.matcher(source);
        if (!declaration.find()) {
            throw new AssertionError(file + " declares nothing that is public");
        }
        Matcher documentation = DOCUMENTATION.matcher(source);
        String contract = documentation.find() ? documentation.group().replaceAll("\\s+\\*?\\s*", " ") : "";
        Set<String> properties = new TreeSet<>();
        PROPERTY.matcher(source).results().forEach(property -> properties.add(property.group(1)));
        return new ApiType(
                declaration.group(1),
                "`" + sources.relativize(file.getParent()).toString().replace('/', '.') + "` " + version(file.resolveSibling("package-info.java")),
                contract.contains("OSGi service") || contract.contains("META-INF/services"),
                ROLE.matcher(source).find(),
                properties);
    }

    private static String version(Path packageInfo) {
        Matcher version = VERSION.matcher(text(packageInfo));
        if (!version.find()) {
            throw new AssertionError(packageInfo + " has no version");
        }
        return version.group(1);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
