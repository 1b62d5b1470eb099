package org.supervisor4j.example.hello;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.rpc.RpcFault;

class HelloNamespaceTest {

    private final HelloNamespace hello = new HelloNamespace();

    @Test
    void itGreetsByName() {
        assertThat(hello.greet("World")).isEqualTo("Hello, World!");
    }

    @Test
    void whoHasNoNameGetsAFault() {
        assertThatExceptionOfType(RpcFault.class)
                .isThrownBy(() -> hello.greet(" "))
                .withMessage("UNNAMED: greet needs a name")
                .returns(HelloNamespace.UNNAMED, RpcFault::code);
    }

    @Test
    void itTakesNoOptions() {
        hello.configure(Map.of());

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> hello.configure(Map.of("colour", "blue")))
                .withMessageContaining("colour");
    }
}
