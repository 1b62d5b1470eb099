package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.supervisor4j.api.rpc.RpcFault;

/** The expected texts are what supervisord 4.2.5 sends. */
class AnswerWriterTest {

    private final AnswerWriter writer = new AnswerWriter();
    private final AnswerMemory.Share share = new AnswerMemory(100_000_000).share();

    @Test
    void aStructIsWrittenByteForByteAsSupervisordDoes() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("statecode", 1);
        state.put("statename", "RUNNING");

        assertThat(result(state)).isEqualTo("""
                <?xml version='1.0'?>
                <methodResponse>
                <params>
                <param>
                <value><struct>
                <member>
                <name>statecode</name>
                <value><int>1</int></value>
                </member>
                <member>
                <name>statename</name>
                <value><string>RUNNING</string></value>
                </member>
                </struct></value>
                </param>
                </params>
                </methodResponse>
                """);
        assertThat(writer.result(state, share).length()).isEqualTo(279); // as captured
    }

    @Test
    void aFaultIsWrittenByteForByteAsSupervisordDoes() {
        assertThat(text(writer.fault(new RpcFault(1, "UNKNOWN_METHOD"), share))).isEqualTo("""
                <?xml version='1.0'?>
                <methodResponse>
                <fault>
                <value><struct>
                <member>
                <name>faultCode</name>
                <value><int>1</int></value>
                </member>
                <member>
                <name>faultString</name>
                <value><string>UNKNOWN_METHOD</string></value>
                </member>
                </struct></value>
                </fault>
                </methodResponse>
                """);
    }

    @Test
    void arraysInArraysAreWrittenByteForByteAsSupervisordDoes() {
        assertThat(value(List.of(List.of(List.of("slow"), List.of(), List.of())))).isEqualTo("""
                <value><array><data>
                <value><array><data>
                <value><array><data>
                <value><string>slow</string></value>
                </data></array></value>
                <value><array><data>
                </data></array></value>
                <value><array><data>
                </data></array></value>
                </data></array></value>
                </data></array></value>
                """);
    }

    static Stream<Arguments> scalars() {
        return Stream.of(
                Arguments.of("", "<string></string>"),
                Arguments.of("a & b < c > d \" '", "<string>a &amp; b &lt; c &gt; d \" '</string>"),
                Arguments.of("tab\tline\nreturn\r", "<string>tab\tline\nreturn&#13;</string>"),
                Arguments.of("nul\0esc\u001b[0m", "<string>nul\uFFFDesc\uFFFD[0m</string>"),
                Arguments.of("\uFFFE\uFFFF", "<string>\uFFFD\uFFFD</string>"),
                Arguments.of("\ud83d alone \ude00", "<string>\uFFFD alone \uFFFD</string>"),
                Arguments.of("\u007f\u0080\u00e9\u20ac\ud83d\ude00",
                        "<string>\u007f\u0080\u00e9\u20ac\ud83d\ude00</string>"),
                Arguments.of(Integer.MIN_VALUE, "<int>-2147483648</int>"),
                Arguments.of(5L, "<int>5</int>"),
                Arguments.of(true, "<boolean>1</boolean>"),
                Arguments.of(false, "<boolean>0</boolean>"),
                Arguments.of(1.5, "<double>1.5</double>"),
                Arguments.of(1e21, "<double>1000000000000000000000</double>"),
                Arguments.of(new byte[] {1, 2, 3}, "<base64>\nAQID\n</base64>"),
                Arguments.of(new byte[0], "<base64>\n</base64>"),
                Arguments.of(new byte[60], "<base64>\n" + "A".repeat(76) + "\nAAAA\n</base64>"));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void aScalarHasItsTag(Object scalar, String expected) {
        assertThat(value(scalar)).isEqualTo("<value>" + expected + "</value>\n");
    }

    @Test
    void aCharacterIsNotTornWhereALongTextIsDivided() {
        String text = "x" + "\ud83d\ude00".repeat(10_000);

        assertThat(value(text)).isEqualTo("<value><string>" + text + "</string></value>\n");
    }

    @Test
    void namesOfMembersAreEscapedToo() {
        assertThat(value(Map.of("<&>", 1))).contains("<name>&lt;&amp;&gt;</name>");
    }

    static Stream<Arguments> impossible() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of(Arrays.asList(1, null), "null"),
                Arguments.of(1L << 31, "2147483648 (expected: an integer of 32 bits)"),
                Arguments.of(Map.of("n", Long.MIN_VALUE), "expected: an integer of 32 bits"),
                Arguments.of(Double.NaN, "NaN (expected: a finite number)"),
                Arguments.of(new Date(), "java.util.Date (expected: String"),
                Arguments.of(Map.of(1, "n"), "the member name 1"),
                Arguments.of(endless, "more than 64 lists"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void whatXmlRpcCannotExpressIsRefusedBeforeItIsWritten(Object value, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> AnswerSize.of(value)).withMessageContaining(message);
    }

    @Test
    void theSizeIsAboutThatOnTheWire() {
        Object value = List.of("x".repeat(10_000), Map.of("name", new byte[9_000]), 1, true);

        assertThat(AnswerSize.of(value))
                .isBetween((long) value(value).length() - 500, (long) value(value).length() + 500);
    }

    private String result(Object result) {
        return text(writer.result(result, share));
    }

    static String text(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            body.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private String value(Object result) {
        String all = result(result);
        return all.substring(all.indexOf("<value>"), all.lastIndexOf("</param>"));
    }
}
