package org.example.mine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MyNamespaceTest {

    @Test
    void itGreetsByName() {
        assertThat(new MyNamespace().greet("World")).isEqualTo("Hello, World!");
    }
}
