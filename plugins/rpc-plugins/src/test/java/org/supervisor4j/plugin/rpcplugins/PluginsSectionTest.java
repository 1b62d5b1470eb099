package org.supervisor4j.plugin.rpcplugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.api.config.TestSection;

class PluginsSectionTest {

    private static Sections file(Section... sections) {
        return prefix -> List.of(sections).stream().filter(section -> section.name().startsWith(prefix)).toList();
    }

    @Test
    void byDefaultOnlyThoseMayChangePluginsWhoCanAnyway() {
        assertThat(PluginsSection.permission(file())).isEqualTo(Permission.OWN);
        assertThat(PluginsSection.permission(file(TestSection.of("plugins")))).isEqualTo(Permission.OWN);
        assertThat(PluginsSection.permission(file(TestSection.of("plugins-of-others", "requests=all")))).isEqualTo(Permission.OWN);
    }

    @ParameterizedTest
    @CsvSource({"off, OFF", "list, LIST", "own, OWN", "All, ALL"})
    void theSectionSaysIt(String word, Permission permission) {
        assertThat(PluginsSection.permission(file(TestSection.of("plugins", "requests=" + word)))).isEqualTo(permission);
    }

    @Test
    void anotherWordIsAnError() {
        List<String> problems = new ArrayList<>();
        new PluginsSection(null, null, null).check(
                file(TestSection.of("plugins", "requests=everybody")),
                (section, key, message, expected) -> problems.add(section.name() + " " + key + ": " + message + " (" + expected + ")"));
        assertThat(problems)
                .containsExactly("plugins requests: invalid value for requests: everybody (one of off, list, own, all)");
    }
}
