package org.supervisor4j.acceptance.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.supervisor4j.acceptance.support.Software;

/** docs/reference/extension-points.md against the API and those who use it: nothing is missing, and nothing is made up. */
class ExtensionPointsIT {

    private static final Path ROOT = Software.configured("project.root");
    /** Standards, which have no type in the API. */
    private static final Set<String> OF_OTHERS = Set.of("HTTP Whiteboard", "SLF4J");
    private static final Set<String> ROWS = Set.of("Properties", "Called", "Lifecycle", "Limits", "Errors", "Example");
    private static final Pattern INTERFACE = Pattern.compile("interface=\"org\\.supervisor4j\\.api\\.(?:\\w+\\.)*(\\w+)\"");
    private static final Pattern IMPLEMENTATION = Pattern.compile("<implementation class=\"([\\w.]+)");
    private static final Pattern REGISTERED = Pattern.compile("registerService\\(\\s*(\\w+)\\.class\\b|ServiceTracker<(\\w+),");

    private final ExtensionPointsPage page = ExtensionPointsPage.read(ROOT.resolve("docs/reference/extension-points.md"));
    private final Map<String, ApiType> types;

    ExtensionPointsIT() throws IOException {
        types = ApiType.all(ROOT.resolve("kernel/api/src/main/java")).stream()
                .collect(Collectors.toMap(ApiType::name, Function.identity(), (one, other) -> one, TreeMap::new));
    }

    private Set<String> headings() {
        Set<String> headings = new TreeSet<>(page.sections().keySet());
        headings.removeAll(OF_OTHERS);
        return headings;
    }

    @Test
    void everyServiceOfTheApiHasASectionAndThereIsNoOther() {
        assertThat(headings()).hasSizeGreaterThan(10).isEqualTo(names(types.values().stream().filter(ApiType::isService)));
        assertThat(new TreeSet<>(page.index())).as("those listed at the top").containsAll(page.sections().keySet().stream()
                .filter(name -> !name.equals("ServiceProperties")).toList());
        page.sections().forEach((name, rows) -> assertThat(rows.keySet()).as(name).containsAll(ROWS));
    }

    @Test
    void whateverElsePluginsImplementOrAreGivenIsNamedWhereItBelongs() {
        Set<String> named = new TreeSet<>(headings());
        page.sections().keySet().forEach(section -> named.addAll(page.code(section, "With")));
        assertThat(named).containsAll(names(types.values().stream().filter(ApiType::isForPlugins)));
        assertThat(types.keySet()).as("types that are named").containsAll(named);
    }

    @Test
    void whatPluginsAndKernelRegisterAndAskForHasASection() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> jars = Files.list(Software.distribution().resolve("plugins"))) {
            for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                used.addAll(servicesOf(jar));
            }
        }
        for (Path source : javaFiles(ROOT.resolve("kernel/launcher/src/main"), ROOT.resolve("plugins"), ROOT.resolve("bundles/examples"))) {
            REGISTERED.matcher(ApiType.text(source)).results()
                    .map(found -> found.group(found.group(1) == null ? 2 : 1))
                    .filter(types::containsKey)
                    .forEach(used::add);
        }
        assertThat(used).hasSizeGreaterThan(8);
        assertThat(headings()).containsAll(used);
    }

    /** Those that its components provide and refer to. */
    private static Set<String> servicesOf(Path jar) throws IOException {
        Set<String> services = new TreeSet<>();
        Set<String> sources = javaFiles(ROOT.resolve("plugins")).stream().map(Path::toString).collect(Collectors.toSet());
        try (JarFile content = new JarFile(jar.toFile())) {
            for (JarEntry entry : content.stream().filter(file -> file.getName().matches("OSGI-INF/.*\\.xml")).toList()) {
                try (InputStream in = content.getInputStream(entry)) {
                    String component = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    IMPLEMENTATION.matcher(component).results().map(found -> found.group(1).replace('.', '/') + ".java").forEach(source ->
                            assertThat(sources).as("%s was left over by an earlier build in target/ of its plugin, and packed into %s (expected: "
                                    + "mvn clean for that module)", source, jar).anyMatch(path -> path.endsWith(source)));
                    INTERFACE.matcher(component).results().forEach(found -> services.add(found.group(1)));
                }
            }
        }
        return services;
    }

    @Test
    void packagesVersionsAndPropertiesAreThoseOfTheCode() {
        for (String heading : headings()) {
            ApiType type = types.get(heading);
            assertThat(page.sections().get(heading).get("Package")).as("package of " + heading).isEqualTo(type.packageName());
            assertThat(page.code(heading, "Properties")).as("properties of " + heading).containsAll(type.properties());
        }
        Set<String> declared = types.values().stream().flatMap(type -> type.properties().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> told = page.sections().keySet().stream()
                .flatMap(section -> page.code(section, "Properties").stream())
                .filter(name -> name.matches("(?:org\\.)?supervisor.*\\..*") && !name.contains("="))
                .collect(Collectors.toCollection(TreeSet::new));
        told.remove("supervisor.rpcinterface_factory"); // an option of the configuration
        assertThat(told).isEqualTo(declared);
    }

    @Test
    void everyExampleIsThereAndUsesWhatItIsAnExampleOf() throws IOException {
        for (String heading : page.sections().keySet()) {
            List<Path> examples = page.links(heading, "Example");
            assertThat(examples).as("examples of " + heading).isNotEmpty();
            String word = switch (heading) {
                case "HTTP Whiteboard" -> "HttpWhiteboard";
                case "SLF4J" -> "org.slf4j";
                default -> heading;
            };
            assertThat(examples).as("use " + word).allMatch(Files::exists).anyMatch(example -> javaFiles(example).stream()
                    .anyMatch(file -> Pattern.compile("\\b" + Pattern.quote(word)).matcher(ApiType.text(file)).find()));
        }
    }

    private static Set<String> names(Stream<ApiType> some) {
        return some.map(ApiType::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> javaFiles(Path... roots) {
        return Stream.of(roots).flatMap(root -> {
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }).toList();
    }
}
