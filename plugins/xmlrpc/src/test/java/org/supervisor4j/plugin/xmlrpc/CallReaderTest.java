package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CallReaderTest {

    private final CallReader reader = new CallReader();

    @Nested
    class AnOrdinaryCall {

        @Test
        void hasANameAndArguments() throws Exception {
            Call call = reader.read(bytes("""
                    <?xml version='1.0'?>
                    <methodCall>
                    <methodName>supervisor.startProcess</methodName>
                    <params>
                    <param>
                    <value><string>web</string></value>
                    </param>
                    <param>
                    <value><boolean>1</boolean></value>
                    </param>
                    </params>
                    </methodCall>
                    """));

            assertThat(call.method()).isEqualTo("supervisor.startProcess");
            assertThat(call.arguments()).isEqualTo(List.of("web", true));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<params/>", "<params></params>"})
        void mayHaveNoArguments(String params) throws Exception {
            assertThat(reader.read(bytes("<methodCall><methodName>a.b</methodName>" + params + "</methodCall>")))
                    .isEqualTo(new Call("a.b", List.of()));
        }

        @Test
        void keepsBlanksAroundTheName() throws Exception {
            assertThat(reader.read(bytes("<methodCall><methodName> a.b </methodName></methodCall>")).method())
                    .isEqualTo(" a.b ");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\uFEFF",
                    "<?xml version='1.0' encoding='ISO-8859-1'?>",
                    "<?xml version='1.0' encoding='UTF-16'?>"
                })
        void isUtf8WhateverItSays(String beginning) throws Exception {
            assertThat(reader.read(bytes(beginning + call("<string>\u00e9</string>"))).arguments())
                    .isEqualTo(List.of("\u00e9"));
        }
    }

    @Nested
    class Values {

        static Stream<Arguments> texts() {
            return Stream.of(
                    Arguments.of("<string>a b</string>", "a b"),
                    Arguments.of("<string/>", ""),
                    Arguments.of("<string> a\n</string>", " a\n"),
                    Arguments.of("bare", "bare"),
                    Arguments.of("", ""),
                    Arguments.of("<![CDATA[<a>&]]>", "<a>&"),
                    Arguments.of("&lt;&#65;&#x20ac;", "<A\u20ac"),
                    Arguments.of("<i8>123</i8>", "123"),
                    Arguments.of("<unheardOf>text</unheardOf>", "text"),
                    Arguments.of("<dateTime.iso8601>20261122T16:20:13</dateTime.iso8601>", "20261122T16:20:13"));
        }

        @ParameterizedTest
        @MethodSource("texts")
        void areTexts(String value, String expected) throws Exception {
            assertThat(argument(value)).isEqualTo(expected);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({"<int>1</int>, 1", "<i4>-7</i4>, -7", "<int> 2147483647 </int>, 2147483647", "<int>+5</int>, 5"})
        void areIntegers(String value, int expected) throws Exception {
            assertThat(argument(value)).isEqualTo(expected);
        }

        @ParameterizedTest(name = "<{0}>")
        @CsvSource({"1, true", "0, false", "true, false", "'', false", "2, false"})
        void areTruthsWhereSupervisordSeesThem(String text, boolean expected) throws Exception {
            assertThat(argument("<boolean>" + text + "</boolean>")).isEqualTo(expected);
        }

        @Test
        void areFractionsBytesListsStructsAndNothing() throws Exception {
            assertThat(argument("<double> -1.5e3 </double>")).isEqualTo(-1500.0);
            assertThat((byte[]) argument("<base64>aGVs\nb*G8=</base64>")).isEqualTo(bytes("hello"));
            assertThat((byte[]) argument("<base64/>")).isEmpty();
            assertThat(argument("<nil/>")).isNull();
            assertThat(argument("<array><data><value>a</value><value><array><data/></array></value></data></array>"))
                    .isEqualTo(List.of("a", List.of()));
            assertThat(argument("<struct><member><name>n</name><value><int>1</int></value></member></struct>"))
                    .isEqualTo(Map.of("n", 1));
        }
    }

    @Nested
    class Refused {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    " ",
                    "text",
                    "<methodCall>",
                    "<methodCall></methodcall>",
                    "<other><methodName>a.b</methodName></other>",
                    "<methodCall xmlns='urn:x'><methodName>a.b</methodName></methodCall>",
                    "<methodCall><params/><methodName>a.b</methodName></methodCall>",
                    "<methodCall><methodName>a.b<param/></methodName></methodCall>",
                    "<methodCall><methodName>a.b<param><value/></param></methodName></methodCall>",
                    "<methodCall><methodName>a.b</methodName><params><value/></params></methodCall>",
                    "<methodCall><methodName>a.b</methodName><params><param><int>1</int></param></params></methodCall>",
                    "<methodCall><methodName>a.b</methodName></methodCall>trailing",
                    "<methodCall><methodName>a\u0000b</methodName></methodCall>"
                })
        void isWhatIsNoCall(String body) {
            refused(body, "unmarshallable");
        }

        @ParameterizedTest
        @ValueSource(strings = {"<methodCall/>", "<methodCall></methodCall>", "<methodCall><methodName/></methodCall>"})
        void isACallWithoutAName(String body) {
            refused(body, "no method name");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<int/>",
                    "<int>1.5</int>",
                    "<int>abc</int>",
                    "<int>2147483648</int>",
                    "<int>99999999999999999999</int>",
                    "<double>abc</double>",
                    "<double/>",
                    "<base64>QUJD=</base64>",
                    "<base64>QUI</base64>",
                    "<base64>====</base64>",
                    "<dateTime.iso8601>2026-11-22</dateTime.iso8601>",
                    "<dateTime.iso8601>20261322T00:00:00</dateTime.iso8601>",
                    "<dateTime.iso8601/>",
                    "<array/>",
                    "<array><value>a</value></array>",
                    "<array><data><int>1</int></data></array>",
                    "<struct><member><value>a</value></member></struct>",
                    "<struct><other/></struct>",
                    "<string><b>x</b></string>",
                    "<nil>x</nil>",
                    "<value>x</value>",
                    "<ex:nil/>",
                    "<x:serializable xmlns:x='http://ws.apache.org/xmlrpc/namespaces/extensions'>rO0A</x:serializable>"
                })
        void isAValueThatCannotBeRead(String value) {
            refused(call(value), "unmarshallable");
        }

        @Test
        void isWhatIsNoUtf8() {
            byte[] body = bytes(call("<string>xx</string>"));
            int place = new String(body, StandardCharsets.US_ASCII).indexOf("xx");
            for (byte[] broken : new byte[][] {
                {(byte) 0xFF, 'x'}, {(byte) 0xC0, (byte) 0x80}, {(byte) 0xE2, (byte) 0x82}, {(byte) 0xED, (byte) 0xA0}
            }) {
                System.arraycopy(broken, 0, body, place, 2);
                assertThatExceptionOfType(MalformedRequestException.class)
                        .as(Arrays.toString(broken))
                        .isThrownBy(() -> reader.read(body))
                        .withMessage("unmarshallable");
            }
        }

        private void refused(String body, String message) {
            assertThatExceptionOfType(MalformedRequestException.class)
                    .isThrownBy(() -> reader.read(bytes(body)))
                    .withMessage(message);
        }
    }

    @Nested
    @Timeout(20) // what is bounded takes milliseconds, what is not takes minutes
    class Hostile {

        @TempDir
        Path directory;

        @Test
        void entitiesAreNotExpanded() {
            StringBuilder laughs = new StringBuilder("<!DOCTYPE m [<!ENTITY a0 'ha'>");
            for (int i = 1; i < 30; i++) {
                laughs.append("<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1));
            }

            refused(laughs + "]><methodCall><methodName>&a29;</methodName></methodCall>");
            refused("<!DOCTYPE m [<!ENTITY a 'a.b'>]><methodCall><methodName>&a;</methodName></methodCall>");
            refused("<!DOCTYPE methodCall><methodCall><methodName>a.b</methodName></methodCall>");
        }

        @Test
        void filesAreNotRead() throws IOException {
            Path secret = Files.writeString(directory.resolve("secret"), "secret");

            refused("<!DOCTYPE m [<!ENTITY f SYSTEM '" + secret.toUri() + "'>]>" + call("<string>&f;</string>"));
        }

        @Test
        void nobodyIsCalled() throws IOException {
            try (ServerSocket server = new ServerSocket(0)) {
                String url = "http://127.0.0.1:" + server.getLocalPort() + "/x.dtd";

                refused("<!DOCTYPE methodCall SYSTEM '" + url + "'>" + call("<string>a</string>"));
                refused("<!DOCTYPE m [<!ENTITY % p SYSTEM '" + url + "'> %p;]>" + call("<string>a</string>"));

                server.setSoTimeout(1);
                assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(server::accept);
            }
        }

        @Test
        void depthIsBounded() throws Exception {
            assertThat(argument(nested(19))).isInstanceOf(List.class);
            refused(call(nested(21)));
            refused(call(nested(40_000)));
            refused("<a>".repeat(1_000_000));
        }

        @Test
        void theLengthOfAMethodNameIsBounded() {
            refused("<methodCall><methodName>" + "x".repeat(1_001) + "</methodName></methodCall>");
            refused("<methodCall><methodName>" + "&amp;".repeat(800_000) + "</methodName></methodCall>");
        }

        @Test
        void aLargeTextIsReadInOneGo() throws Exception {
            String large = "x".repeat(4 << 20);

            assertThat(argument("<string>" + large + "</string>")).isEqualTo(large);
            assertThat((String) argument("&amp;".repeat(800_000))).hasSize(800_000);
        }

        @Test
        void aLargeNumberOfDigitsIsRefusedQuickly() {
            refused(call("<int>" + "9".repeat(3 << 20) + "</int>"));
            refused(call("<double>" + "9".repeat(3 << 20) + "x</double>"));
        }

        @Test
        void manySmallValuesAreRead() throws Exception {
            assertThat((List<?>) argument("<array><data>" + "<value/>".repeat(500_000) + "</data></array>"))
                    .hasSize(500_000);
        }

        @Test
        void manyAttributesAndLongNamesAreRefused() {
            StringBuilder attributes = new StringBuilder();
            for (int i = 0; i < 100_000; i++) {
                attributes.append(" a").append(i).append("=''");
            }

            refused(call("<string" + attributes + "/>"));
            refused("<" + "n".repeat(3 << 20) + "/>");
        }

        private static String nested(int depth) {
            return "<array><data><value>".repeat(depth) + "</value></data></array>".repeat(depth);
        }

        private void refused(String body) {
            assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> reader.read(bytes(body)));
        }
    }

    private Object argument(String value) throws MalformedRequestException {
        return reader.read(bytes(call(value))).arguments().getFirst();
    }

    private static String call(String value) {
        return "<methodCall><methodName>a.b</methodName><params><param><value>" + value
                + "</value></param></params></methodCall>";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
