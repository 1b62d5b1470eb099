package org.supervisor4j.plugin.rpcsupervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PythonTextTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("a 'b'\n", "a 'b'\n"),
                Arguments.of(new byte[] {'a', 'b'}, "ab"),
                Arguments.of(null, "None"),
                Arguments.of(true, "True"),
                Arguments.of(false, "False"),
                Arguments.of(-7, "-7"),
                Arguments.of(1.0, "1.0"),
                Arguments.of(-2.5, "-2.5"),
                Arguments.of(-0.0, "-0.0"),
                Arguments.of(1e15, "1000000000000000.0"),
                Arguments.of(1e16, "1e+16"),
                Arguments.of(1.2345678901234568e17, "1.2345678901234568e+17"),
                Arguments.of(1e100, "1e+100"),
                Arguments.of(0.0001, "0.0001"),
                Arguments.of(0.00001, "1e-05"),
                Arguments.of(1.5e-7, "1.5e-07"),
                Arguments.of(Double.NaN, "nan"),
                Arguments.of(Double.NEGATIVE_INFINITY, "-inf"),
                Arguments.of(Arrays.asList(1, "a", null, true, List.of()), "[1, 'a', None, True, []]"),
                Arguments.of(Map.of("k", new byte[] {'a'}), "{'k': 'a'}"),
                Arguments.of(List.of("x'y", "'\"", "\\", "\n\u0001\u00e9\ud83d\ude00\u200b"),
                        "[\"x'y\", '\\'\"', '\\\\', '\\n\\x01\u00e9\ud83d\ude00\\u200b']"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void valuesReadAsInSupervisord(Object value, String text) {
        assertThat(PythonText.of(value)).isEqualTo(text);
    }
}
