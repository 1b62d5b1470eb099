package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.supervisor4j.api.rpc.RpcFault;

class ParameterTypeTest {

    static Stream<Arguments> accepted() {
        return Stream.of(
                Arguments.of(ParameterType.STRING, "web", "web"),
                Arguments.of(ParameterType.STRING, new byte[] {(byte) 0xC3, (byte) 0xA9}, "\u00e9"),
                Arguments.of(ParameterType.INT, 5, 5),
                Arguments.of(ParameterType.INT, true, 1),
                Arguments.of(ParameterType.INT, 1.9, 1),
                Arguments.of(ParameterType.INT, -1.9, -1),
                Arguments.of(ParameterType.INT, 2147483647.5, 2147483647),
                Arguments.of(ParameterType.INT, " -10 ", -10),
                Arguments.of(ParameterType.INT, "+007", 7),
                Arguments.of(ParameterType.INT, "99999999999", 2147483647),
                Arguments.of(ParameterType.INT, "-99999999999", -2147483648),
                Arguments.of(ParameterType.INT, 3e9, 2147483647),
                Arguments.of(ParameterType.INT, new byte[] {'1', '2'}, 12),
                Arguments.of(ParameterType.BOOLEAN, "", false),
                Arguments.of(ParameterType.BOOLEAN, "false", true),
                Arguments.of(ParameterType.BOOLEAN, 0, false),
                Arguments.of(ParameterType.BOOLEAN, 0.5, true),
                Arguments.of(ParameterType.BOOLEAN, List.of(), false),
                Arguments.of(ParameterType.BOOLEAN, Map.of("a", 1), true),
                Arguments.of(ParameterType.BOOLEAN, new byte[1], true),
                Arguments.of(ParameterType.BOOLEAN, null, false),
                Arguments.of(ParameterType.DOUBLE, 2, 2.0),
                Arguments.of(ParameterType.DOUBLE, " 2.5e1 ", 25.0),
                Arguments.of(ParameterType.DOUBLE, false, 0.0),
                Arguments.of(ParameterType.BYTES, "\u00e9", new byte[] {(byte) 0xC3, (byte) 0xA9}),
                Arguments.of(ParameterType.LIST, List.of(1), List.of(1)),
                Arguments.of(ParameterType.MAP, Map.of("a", 1), Map.of("a", 1)),
                Arguments.of(ParameterType.ANY, 5, 5),
                Arguments.of(ParameterType.ANY, null, null),
                Arguments.of(ParameterType.ANY, new byte[] {'a', 'b'}, "ab"),
                Arguments.of(ParameterType.ANY, "5", "5"));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void whatSupervisordTakesIsTaken(ParameterType type, Object sent, Object expected) {
        assertThat(type.convert(sent)).isEqualTo(expected);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                        List.of(ParameterType.STRING, 5, true, 1.5, List.of(), Map.of(), new byte[] {(byte) 0xFF}),
                        List.of(
                                ParameterType.INT, "", "abc", "1.5", "1e3", "0x10", "9".repeat(100_000),
                                Double.NaN, Double.NEGATIVE_INFINITY, List.of(1), Map.of(), new byte[] {1}),
                        List.of(ParameterType.DOUBLE, "", "abc", "1".repeat(401), List.of(), Map.of()),
                        List.of(ParameterType.BYTES, 1, List.of()),
                        List.of(ParameterType.ANY, new byte[] {(byte) 0xFF}),
                        List.of(ParameterType.LIST, "abc", 1, Map.of()),
                        List.of(ParameterType.MAP, "abc", 1, List.of()))
                .flatMap(row -> row.stream().skip(1).map(value -> Arguments.of(row.getFirst(), value)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeConvertedIsAFault(ParameterType type, Object sent) {
        assertThatExceptionOfType(RpcFault.class)
                .isThrownBy(() -> type.convert(sent))
                .withMessage("INCORRECT_PARAMETERS")
                .returns(2, RpcFault::code);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"BOOLEAN", "ANY"})
    void nothingIsNoArgument(ParameterType type) {
        assertThatExceptionOfType(RpcFault.class).isThrownBy(() -> type.convert(null));
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsFoundByItsClass(ParameterType type) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> candidate : Arrays.asList(
                String.class, int.class, boolean.class, double.class, byte[].class, List.class, Map.class,
                Object.class)) {
            if (ParameterType.of(candidate).filter(type::equals).isPresent()) {
                classes.add(candidate);
            }
        }
        assertThat(classes).hasSize(1);
        assertThat(ParameterType.of(Thread.class)).isEmpty();
    }
}
