package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code system.listMethods}, {@code methodHelp} and {@code methodSignature}. */
@Timeout(30)
class IntrospectionTest {

    private final SampleDispatcher sample = new SampleDispatcher();

    @AfterEach
    void stop() {
        sample.close();
    }

    @Test
    void allMethodsAreListedInOrderWithTheirOtherNames() {
        assertThat((List<?>) sample.call("system.listMethods"))
                .isEqualTo(List.of(
                        "sample.bottomless", "sample.broken", "sample.echo", "sample.echoAgain",
                        "sample.everything",
                        "sample.fault", "sample.large", "sample.later", "sample.look", "sample.mine",
                        "sample.much", "sample.nothing", "sample.now", "sample.restart",
                        "sample.types", "system.listMethods", "system.methodHelp", "system.methodSignature",
                        "system.multicall"));
    }

    @Test
    void aSignatureIsOneFlatList() {
        assertThat(sample.call("system.methodSignature", "sample.echoAgain"))
                .isEqualTo(List.of("string", "string", "boolean", "int"));
        assertThat(sample.call("system.methodSignature", "sample.types"))
                .isEqualTo(List.of("string", "double", "base64", "array", "struct", "string"));
        assertThat(sample.call("system.methodSignature", "system.multicall")).isEqualTo(List.of("array", "array"));
    }

    @Test
    void helpIsTextAndTags() {
        assertThat(sample.call("system.methodHelp", "sample.echo")).isEqualTo("""
                Says what it was given.

                @param string name a name
                @param boolean wait
                @param int count how often
                @return string result all of it""");
    }

    @Test
    void unknownMethodsHaveNone() {
        sample.fault(4, "SIGNATURE_UNSUPPORTED", "system.methodHelp", "nosuch");
        sample.fault(4, "SIGNATURE_UNSUPPORTED", "system.methodSignature", "sample.hidden");
    }
}
