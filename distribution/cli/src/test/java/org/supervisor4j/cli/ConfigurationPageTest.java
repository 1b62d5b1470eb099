package org.supervisor4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.commandline.UsageException;

/** What docs/reference/configuration.md says about supervisorctl: its section and the options that win over it. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("../../docs/reference/configuration.md");
    private static final String SECTION = "`[supervisorctl]`";
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final String AVAILABLE = "Available names: ";

    @TempDir
    Path directory;

    private record Option(String key, String type, String defaultCell, String example) {
        @Override
        public String toString() {
            return key;
        }
    }

    static List<Option> options() {
        return rows(SECTION).stream()
                .map(cells -> new Option(code(cells.get(0)).getFirst(), cells.get(1), cells.get(2),
                        code(cells.get(3)).getFirst()))
                .toList();
    }

    @Test
    void everySettingIsMadeByOneOptionAndEveryOptionMakesOne() throws Exception {
        List<String> made = new ArrayList<>();
        for (Option option : options()) {
            made.addAll(differing(read(""), read(option.key() + "=" + option.example())).keySet());
        }

        assertThat(made).containsExactlyInAnyOrderElementsOf(Arrays.stream(Settings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !List.of("words", "interactive", "plugins").contains(name)) // those are never in a file
                .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void withoutAnOptionItsDefaultCounts(Option option) throws Exception {
        if (option.defaultCell().equals("–")) {
            assertThat(differing(read(""), read(option.key() + "=" + option.example())).values()).containsOnlyNulls();
        } else {
            assertThat(read(option.key() + "=" + code(option.defaultCell()).getFirst())).isEqualTo(read(""));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void anOptionHasATypeThatRefusesNothing(Option option) throws Exception {
        List<List<String>> types = rows("Types").stream().filter(cells -> cells.get(0).equals(option.type())).toList();

        assertThat(types).singleElement().extracting(List::getLast).isEqualTo("–");
        Settings settings = read(option.key() + "=any;thing");
        assertThat(differing(settings, read("")).values()).singleElement()
                .isEqualTo(option.type().equals("path") ? directory.resolve("any;thing").toString() : "any;thing");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void theNamesThatCanBeExpandedAreThoseOfTheTable(Option option) {
        String complaint = catchThrowableOfType(
                ConfigurationException.class, () -> read(option.key() + "=%(nope)s")).getMessage();

        List<String> available = Stream.of(complaint.substring(complaint.indexOf(AVAILABLE) + AVAILABLE.length())
                .split(", ")).filter(name -> !name.startsWith("ENV_")).toList();
        assertThat(available).isEqualTo(names(option));
    }

    @Test
    void theCommandLineWinsAsThePageSays() throws Exception {
        List<String> flags = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("Read by `supervisorctl` only"))
                .flatMap(line -> code(line).stream())
                .filter(code -> code.startsWith("-"))
                .toList();
        List<String> overriding = new ArrayList<>();

        for (String flag : flags) {
            String key = flag.startsWith("--") ? flag.substring(2) : overriddenBy(flag);
            assertThat(read(key + "=x:file", flag, "x:line")).as(flag).isEqualTo(read("", flag, "x:line"));
            overriding.add(key);
        }

        assertThat(overriding.stream().distinct()).containsExactlyInAnyOrderElementsOf(options().stream()
                .map(Option::key)
                .filter(key -> !List.of("prompt", "ca_certs", "certfile", "keyfile").contains(key))
                .toList());
    }

    /** The one option of the file that makes no difference beside the flag. */
    private String overriddenBy(String flag) throws Exception {
        List<String> keys = new ArrayList<>();
        for (Option option : options()) {
            if (read(option.key() + "=x:file", flag, "x:line").equals(read("", flag, "x:line"))) {
                keys.add(option.key());
            }
        }
        assertThat(keys).as("overridden by %s", flag).hasSize(1);
        return keys.getFirst();
    }

    private Settings read(String lines, String... args) throws ConfigurationException, UsageException, IOException {
        Path file = Files.writeString(directory.resolve("supervisord.conf"), "[supervisorctl]\n" + lines + "\n");
        List<String> line = new ArrayList<>(List.of("-c", file.toString()));
        line.addAll(List.of(args));
        line.add("status");
        return new SettingsReader("supervisorctl", Map.of("HOME", "/home/me"), directory)
                .read(ClientCommandLine.parse(line));
    }

    private static List<String> names(Option option) {
        List<List<String>> rows = rows("Expansions").stream()
                .filter(cells -> cells.size() == 3 && cells.get(0).equals(SECTION))
                .toList();
        return rows.stream()
                .filter(cells -> code(cells.get(1)).contains(option.key()))
                .findFirst()
                .or(() -> rows.stream().filter(cells -> cells.get(1).equals("others")).findFirst())
                .map(cells -> code(cells.get(2)))
                .orElseThrow(() -> new AssertionError("no row of expansions for " + option));
    }

    /** The components of the first that the second has otherwise. */
    private static Map<String, Object> differing(Settings first, Settings second) {
        Map<String, Object> differing = new TreeMap<>();
        for (RecordComponent component : Settings.class.getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(first);
                if (!Objects.equals(value, component.getAccessor().invoke(second))) {
                    differing.put(component.getName(), value);
                }
            } catch (ReflectiveOperationException failure) {
                throw new AssertionError("cannot read " + component, failure);
            }
        }
        return differing;
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(span -> span.group(1)).toList();
    }

    private static List<List<String>> rows(String heading) {
        List<List<String>> rows = new ArrayList<>();
        boolean isBelow = false;
        for (String line : lines()) {
            if (line.startsWith("#")) {
                isBelow = line.replaceFirst("#+ ", "").equals(heading);
            } else if (isBelow && line.startsWith("|---")) {
                rows.removeLast();
            } else if (isBelow && line.startsWith("|")) {
                String[] cells = line.split("\\|", -1);
                rows.add(Arrays.stream(cells, 1, cells.length - 1).map(String::strip).toList());
            }
        }
        assertThat(rows).as("the table below the heading %s", heading).isNotEmpty();
        return rows;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
