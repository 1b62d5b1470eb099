package org.supervisor4j.acceptance.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.supervisor4j.acceptance.support.Software;

/** Each folder under plugins/ can be deleted with the lines that list it, as {@code .ci/without-plugin} does: nothing else knows of it. */
class PluginFoldersIT {

    private static final Path ROOT = Software.configured("project.root");
    private static final Pattern ARTIFACT = Pattern.compile("</parent>\\s*<artifactId>([\\w-]+)</artifactId>");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    /** Where all modules are listed, one a line. */
    private static final Set<Path> LISTS = Set.of(
            ROOT.resolve("pom.xml"),
            ROOT.resolve("distribution/assembly/pom.xml"),
            ROOT.resolve("distribution/assembly/src/assembly/distribution.xml"));

    private static List<String> poms;

    static List<String> plugins() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("plugins"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).map(folder -> folder.getFileName().toString())
                    .sorted().toList();
        }
    }

    @BeforeEach
    void findTheModules() {
        poms = Pattern.compile("<module>(.*?)</module>").matcher(ApiType.text(ROOT.resolve("pom.xml"))).results()
                .map(module -> module.group(1)).toList();
        assertThat(poms).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void onlyTheListsKnowIt(String plugin) throws IOException {
        String artifact = artifact(ROOT.resolve("plugins").resolve(plugin).resolve("pom.xml"));
        Pattern name = Pattern.compile("[>:]" + Pattern.quote(artifact) + "<");
        for (Path list : LISTS) {
            List<String> lines = ApiType.text(list).lines().filter(line -> name.matcher(line).find()).toList();
            assertThat(lines).as("%s in %s", artifact, list).hasSize(1)
                    .allMatch(line -> line.strip().matches("<(dependency|include)>.*</\\1>"));
        }
        assertThat(poms.stream().filter(module -> !module.equals("plugins/" + plugin))
                        .map(module -> ROOT.resolve(module).resolve("pom.xml"))
                        .filter(pom -> !LISTS.contains(pom) && name.matcher(ApiType.text(pom)).find()))
                .as("other modules that need " + artifact).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void nobodyUsesItsClasses(String plugin) throws IOException {
        Path folder = ROOT.resolve("plugins").resolve(plugin);
        Set<String> packages = sources(folder.resolve("src/main/java"))
                .map(source -> PACKAGE.matcher(ApiType.text(source)))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(packages).isNotEmpty();
        Pattern use = Pattern.compile(packages.stream().map(Pattern::quote).collect(Collectors.joining("|", "\\b(?:", ")\\.[A-Z]")));
        List<Path> users = poms.stream().filter(module -> !module.equals("plugins/" + plugin))
                .flatMap(module -> sources(ROOT.resolve(module).resolve("src")))
                .filter(source -> use.matcher(ApiType.text(source)).find())
                .filter(source -> !source.startsWith(ROOT.resolve("distribution/acceptance"))) // as texts, in what the daemon logs
                .toList();
        assertThat(users).isEmpty();
    }

    private static String artifact(Path pom) {
        Matcher artifact = ARTIFACT.matcher(ApiType.text(pom));
        assertThat(artifact.find()).as(pom.toString()).isTrue();
        return artifact.group(1);
    }

    private static Stream<Path> sources(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
