package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.config.AskedSection;
import org.supervisor4j.api.config.ConfigurationPage.Option;
import org.supervisor4j.api.config.ConfigurationPage;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.api.rpc.RpcNamespace;

/** The reference page says what {@link RpcInterfaceSections} does. */
class ConfigurationPageTest {

    private static final List<Option> ROWS = ConfigurationPage.options("rpcinterface:x");
    private static final Option FACTORY = ROWS.getFirst();

    private final RpcNamespaces namespaces = new RpcNamespaces();
    private final RpcInterfaceSections sections = new RpcInterfaceSections(namespaces);
    private final SampleNamespace sample = new SampleNamespace();
    private final List<String> problems = new ArrayList<>();

    @BeforeEach
    void installThePluginOfTheExample() {
        namespaces.bind(sample, Map.of(RpcNamespace.FACTORY, FACTORY.example().getFirst()));
    }

    @Test
    void theRowsOfTheSectionAreTheOptionsThatItIsAskedForWithTheirNames() {
        AskedSection empty = new AskedSection(section());
        AskedSection full = new AskedSection(section().with(FACTORY.key(), FACTORY.example().getFirst()));

        check(empty);
        check(full);

        assertThat(ROWS).extracting(Option::key)
                .containsExactlyInAnyOrderElementsOf(empty.asked())
                .containsExactlyInAnyOrderElementsOf(full.asked());
        assertThat(ROWS).allSatisfy(row -> assertThat(ConfigurationPage.names(row)).isEmpty());
        assertThat(full.askedWithHere()).isEmpty();
    }

    @Test
    void theExampleChoosesThePluginAndIsRequired() throws Exception {
        AskedSection full = new AskedSection(section().with(FACTORY.key(), FACTORY.example().getFirst()));

        check(full);
        assertThat(problems).isEmpty();
        sections.open(FakeSections.of(full));
        assertThat(namespaces.methods().names()).contains("x.now");

        assertThat(FACTORY.isRequired()).isTrue();
        check(new AskedSection(section()));
        assertThat(problems).containsExactly("section [rpcinterface:x] does not specify a " + FACTORY.key());
    }

    @Test
    void whatIsNotOfItsTypeIsRefused() {
        String wrong = ConfigurationPage.wrongValue(FACTORY).orElseThrow();

        check(new AskedSection(section().with(FACTORY.key(), wrong)));

        assertThat(problems).singleElement().asString().startsWith(wrong + " cannot be resolved within");
    }

    @Test
    void allOtherOptionsAreHandedToThePlugin() throws Exception {
        TestSection section = section().with(FACTORY.key(), FACTORY.example().getFirst()).with("depth", "3");

        check(new AskedSection(section));
        sections.open(FakeSections.of(section));

        assertThat(problems).isEmpty();
        assertThat(sample.options).containsExactly(Map.of("depth", "3"));
    }

    private void check(AskedSection section) {
        sections.check(FakeSections.of(section), (_, _, message, _) -> problems.add(message));
    }

    private static TestSection section() {
        return TestSection.of("rpcinterface:x");
    }
}
