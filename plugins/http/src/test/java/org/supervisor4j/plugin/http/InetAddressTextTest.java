package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InetAddressTextTest {

    @ParameterizedTest(name = "{0} is host {1}, port {2}")
    @CsvSource({"9001,,9001", ":9001,,9001", "*:9001,,9001", "127.0.0.1:80,127.0.0.1,80", "MyHost:1,myhost,1",
        "' +65_535 ',,65535", "a:b:7,a:b,7"})
    void aPortMayComeWithAHost(String text, String host, int port) {
        assertThat(InetAddressText.parse(text)).isEqualTo(new InetAddressText(Optional.ofNullable(host), port));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(quoteCharacter = '"', value = {
        "nine,\"not a valid port number: 'nine' \"",
        "0,\"not a valid port number: '0' \"",
        "70000,\"not a valid port number: '70000' \"",
        "1__2,\"not a valid port number: '1__2' \"",
        "localhost:,\"no port number specified in ''\"",
        "h:nine,\"invalid literal for int() with base 10: 'nine'\"",
        "h:0,\"0 is below lower bound (1)\"",
        "h:-5,\"-5 is below lower bound (1)\"",
        "h:65536,\"65536 is above upper bound (65535)\"",
        "h:99999999999999999999,\"99999999999999999999 is above upper bound (65535)\""})
    void whatIsNoPortIsRefusedInSupervisordsWords(String text, String message) {
        assertThatThrownBy(() -> InetAddressText.parse(text))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void aValueOfTwoLinesIsShownInOne() {
        assertThatThrownBy(() -> InetAddressText.parse("h:9001\nmore"))
                .hasMessage("invalid literal for int() with base 10: '9001\\nmore'");
    }
}
