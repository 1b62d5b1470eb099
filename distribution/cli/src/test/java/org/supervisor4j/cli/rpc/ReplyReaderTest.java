package org.supervisor4j.cli.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

    private static Object read(String document) throws FaultException, MalformedReplyException {
        return ReplyReader.read(document.getBytes(StandardCharsets.UTF_8));
    }

    private static Object value(String xml) throws FaultException, MalformedReplyException {
        return read("<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value>" + xml
                + "</value>\n</param>\n</params>\n</methodResponse>\n");
    }

    @Test
    void scalarsHaveTheirTypes() throws Exception {
        assertThat(value("<int>-7</int>")).isEqualTo(-7);
        assertThat(value("<i4> 7 </i4>")).isEqualTo(7);
        assertThat(value("<i8>9999999999</i8>")).isEqualTo(9_999_999_999L);
        assertThat(value("<boolean>1</boolean>")).isEqualTo(true);
        assertThat(value("<boolean>0</boolean>")).isEqualTo(false);
        assertThat(value("<double>1.5</double>")).isEqualTo(1.5);
        assertThat(value("<dateTime.iso8601>20261122T10:00:00</dateTime.iso8601>")).isEqualTo("20261122T10:00:00");
        assertThat((byte[]) value("<base64>\naGVs\nbG8=\n</base64>"))
                .asString(StandardCharsets.UTF_8).isEqualTo("hello");
        assertThat(value("<nil/>")).isNull();
        assertThat(value("<string> a  b </string>")).isEqualTo(" a  b ");
    }

    @Test
    void aValueWithoutATypeIsAString() throws Exception {
        assertThat(value("plain")).isEqualTo("plain");
        assertThat(value("")).isEqualTo("");
        assertThat(read("<methodResponse><params><param><value/></param></params></methodResponse>")).isEqualTo("");
        assertThat(value("<string/>")).isEqualTo("");
        assertThat(value("\n  <int>3</int>\n")).isEqualTo(3);
    }

    @Test
    void referencesAndSectionsAreResolved() throws Exception {
        assertThat(value("<string>a &amp;&lt;&gt;&quot;&apos; b &#233;&#x1F600; c</string>"))
                .isEqualTo("a &<>\"' b é\uD83D\uDE00 c");
        assertThat(value("<string>x<![CDATA[<&amp;>]]>y<!-- no -->z</string>")).isEqualTo("x<&amp;>yz");
    }

    @Test
    void controlCharactersAndLineEndsArePassedOn() throws Exception {
        assertThat(value("<string>\u001b[31mred\u0000\r\n</string>")).isEqualTo("\u001b[31mred\u0000\r\n");
    }

    @Test
    void bytesThatAreNotUtf8AreReplaced() throws Exception {
        byte[] document = "<methodResponse><params><param><value>?</value></param></params></methodResponse>"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < document.length; i++) {
            document[i] = document[i] == '?' ? (byte) 0xe9 : document[i];
        }
        assertThat(ReplyReader.read(document)).isEqualTo("\ufffd");
    }

    @Test
    void arraysAndStructsNest() throws Exception {
        assertThat(value("<array><data></data></array>")).isEqualTo(List.of());
        assertThat(value("<array><data/></array>")).isEqualTo(List.of());
        assertThat(value("<array>\n<data>\n<value><int>1</int></value>\n<value><nil/></value></data></array>"))
                .isEqualTo(Arrays.asList(1, null));
        assertThat(value("<struct>\n<member>\n<name>a b</name>\n<value><array><data><value>x</value></data></array>"
                + "</value>\n</member>\n</struct>")).isEqualTo(Map.of("a b", List.of("x")));
        assertThat(value("<struct></struct>")).isEqualTo(Map.of());
    }

    @Test
    void whatIsNotDataIsSkipped() throws Exception {
        assertThat(read("\uFEFF<?xml version='1.0' encoding='utf-8'?><!-- <x> --><methodResponse a='1'><params >"
                + "<param><value><int b=\"2\">5</int></value></param></params></methodResponse>")).isEqualTo(5);
    }

    @Test
    void aFaultIsThrown() {
        assertThatExceptionOfType(FaultException.class)
                .isThrownBy(() -> read("<methodResponse><fault><value><struct><member><name>faultCode</name>"
                        + "<value><int>10</int></value></member><member><name>faultString</name>"
                        + "<value><string>BAD_NAME: x</string></value></member></struct></value></fault>"
                        + "</methodResponse>"))
                .withMessage("BAD_NAME: x")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.BAD_NAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "hello",
        "<html></html>",
        "<methodResponse>",
        "<methodResponse/>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><methodResponse></methodResponse>",
        "<methodResponse><params></params></methodResponse>",
        "<methodResponse><params><param><value><int>x</int></value></param></params></methodResponse>",
        "<methodResponse><params><param><value><int>99999999999</int></value></param></params></methodResponse>",
        "<methodResponse><params><param><value><odd>x</odd></value></param></params></methodResponse>",
        "<methodResponse><params><param><value>&nope;</value></param></params></methodResponse>",
        "<methodResponse><params><param><value>&#xffffffff;</value></param></params></methodResponse>",
        "<methodResponse><params><param><value>a & b</value></param></params></methodResponse>",
        "<methodResponse><params><param><value><string>x</int></value></param></params></methodResponse>",
        "<methodResponse><params><param><value><array></array></value></param></params></methodResponse>",
        "<methodResponse><params><param><value>x</value></param></params>",
        "<methodResponse><fault><value>x</value></fault></methodResponse>",
        "<methodResponse><params><param><value><![CDATA[x</value></param></params></methodResponse>"
    })
    void whatIsNotXmlRpcIsRefused(String document) {
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(() -> read(document))
                .withMessageStartingWith("cannot read the answer, at character ");
    }

    @Test
    void valuesMayNotNestWithoutBound() {
        String deep = "<array><data><value>".repeat(1000);
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(() -> value(deep))
                .withMessageContaining("nested deeper than 64");
    }

    @Test
    void callsAreWrittenAsTheReferenceReadsThem() {
        byte[] call = CallWriter.write("a.b", "<x> & y\r", -5, true, false);
        assertThat(new String(call, StandardCharsets.UTF_8)).isEqualTo("""
                <?xml version='1.0'?>
                <methodCall>
                <methodName>a.b</methodName>
                <params>
                <param>
                <value><string>&lt;x&gt; &amp; y&#13;</string></value>
                </param>
                <param>
                <value><int>-5</int></value>
                </param>
                <param>
                <value><boolean>1</boolean></value>
                </param>
                <param>
                <value><boolean>0</boolean></value>
                </param>
                </params>
                </methodCall>
                """);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> CallWriter.write("a.b", 5L))
                .withMessageContaining("expected: String, Integer, Boolean, Double");
    }
}
