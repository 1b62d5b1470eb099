package org.supervisor4j.launcher.plugins;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.supervisor4j.launcher.plugins.PluginBundles.Refused;

/**
 * What a plain jar offers, by its files {@code META-INF/services/<type>}; also as one header of a manifest.
 *
 * @param byProvider the names of the types that each class is to be registered under, by the name of the class
 */
record ProviderFiles(SequencedMap<String, SequencedSet<String>> byProvider) {

    static final String FOLDER = "META-INF/services/";

    private static final String WORD = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";
    private static final Pattern CLASS_NAME = Pattern.compile(WORD + "(\\." + WORD + ")*");

    /** Takes the files of these types. */
    static ProviderFiles read(JarFile jar, Collection<String> types) throws IOException, Refused {
        SequencedMap<String, SequencedSet<String>> byProvider = new LinkedHashMap<>();
        for (String type : types) {
            String file = FOLDER + type;
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(jar.getInputStream(jar.getEntry(file)), StandardCharsets.UTF_8))) {
                for (String line : lines.lines().toList()) {
                    String name = line.replaceFirst("#.*", "").strip();
                    if (name.isEmpty()) {
                        continue;
                    }
                    if (!CLASS_NAME.matcher(name).matches()) {
                        throw new Refused(file + " names '" + name + "' (expected: one name of a class in each line)");
                    }
                    byProvider.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(type);
                }
            }
        }
        if (byProvider.isEmpty()) {
            throw new Refused(types.stream().map(FOLDER::concat).collect(Collectors.joining(", "))
                    + " names nothing (expected: one name of a class in each line)");
        }
        return new ProviderFiles(byProvider);
    }

    static ProviderFiles parse(String header) {
        SequencedMap<String, SequencedSet<String>> byProvider = new LinkedHashMap<>();
        for (String clause : header.split(",")) {
            String[] parts = clause.split(";");
            byProvider.put(parts[0], new LinkedHashSet<>(Arrays.asList(parts).subList(1, parts.length)));
        }
        return new ProviderFiles(byProvider);
    }

    /** What {@link #parse} understands. */
    String header() {
        return byProvider.entrySet().stream()
                .map(ProviderFiles::clause)
                .collect(Collectors.joining(","));
    }

    private static String clause(Map.Entry<String, SequencedSet<String>> provider) {
        return provider.getKey() + ";" + String.join(";", provider.getValue());
    }
}
