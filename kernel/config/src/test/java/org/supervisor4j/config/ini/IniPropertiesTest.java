package org.supervisor4j.config.ini;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.supervisor4j.config.ConfigurationException;

class IniPropertiesTest {

    private static final Path FILE = Path.of("any.conf");

    @Property
    void anyTextIsReadOrRefusedWithASyntaxError(@ForAll("iniLike") String text) {
        try {
            for (IniSection section : parse(text).sections()) {
                assertThat(section.options()).allSatisfy(option -> {
                    assertThat(option.key()).isNotEmpty().isEqualTo(Blank.strip(option.key()));
                    assertThat(option.value()).isEqualTo(Blank.stripEnd(option.value()));
                });
            }
        } catch (ConfigurationException refused) {
            assertThat(refused.getMessage())
                    .matches("(?s)(File contains no section headers|Source contains parsing errors).*");
            assertThat(refused.problems().getFirst().location()).isPresent();
        }
    }

    @Property
    void anyStrangeTextIsReadOrRefusedToo(@ForAll String text) {
        try {
            assertThat(parse("[s]\n" + text).section("s")).isPresent();
        } catch (ConfigurationException refused) {
            assertThat(refused.getMessage()).startsWith("Source contains parsing errors: 'any.conf'");
        }
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll("words") List<String> values) throws ConfigurationException {
        StringBuilder text = new StringBuilder("[s]\n");
        for (int i = 0; i < values.size(); i++) {
            text.append("key").append(i).append(" = ").append(values.get(i)).append('\n');
        }

        IniSection section = parse(text.toString()).section("s").orElseThrow();

        assertThat(section.options()).extracting(IniOption::value).containsExactlyElementsOf(values);
    }

    @Property
    void everyLineEndsWithANewlineButTheLast(@ForAll String text) {
        List<String> lines = IniText.split(text);

        assertThat(String.join("", lines)).isEqualTo(text.replace("\r\n", "\n").replace('\r', '\n'));
        assertThat(lines).allSatisfy(line -> assertThat(line.indexOf('\n')).isIn(-1, line.length() - 1));
    }

    @Provide
    Arbitrary<String> iniLike() {
        return Arbitraries.of("[a]", "[DEFAULT]", "k", "=", ":", " ", "\n", "\n", "\n", ";", "#", "v", "]", "\t", "\r")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('=', ':', '[', ']', '%', '\'', '"', 'ü')
                .ofMaxLength(12)
                .list()
                .ofMaxSize(10);
    }

    private static IniFile parse(String text) throws ConfigurationException {
        IniAssembly assembly = new IniAssembly();
        new IniParser(assembly, FILE).parse(IniText.split(text));
        return assembly.toFile();
    }
}
