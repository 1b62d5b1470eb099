package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicAuthorizationTest {

    private static String encode(String text, Charset charset) {
        return Base64.getEncoder().encodeToString(text.getBytes(charset));
    }

    @Test
    void userAndPasswordAreSplitAtTheFirstColonAndDecodedAsUtf8() {
        assertThat(BasicAuthorization.parse(List.of("Basic " + encode("jürgen:a:b€", StandardCharsets.UTF_8))))
                .isEqualTo(new BasicAuthorization.Given("jürgen", "a:b€"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic ", "BASIC ", " Basic   ", "Basic\t"})
    void theSchemeIsReadInAnyCaseWithAnyBlanks(String scheme) {
        assertThat(BasicAuthorization.parse(List.of(scheme + encode("u:p", StandardCharsets.UTF_8))))
                .isEqualTo(new BasicAuthorization.Given("u", "p"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!!", "Basic dTpw dTpw", "Bearer dTpw", "dTpw", "Basic dXA="})
    void whatHoldsNoCredentialsIsAskedForAgain(String header) {
        assertThat(BasicAuthorization.parse(List.of(header))).isEqualTo(new BasicAuthorization.Absent());
    }

    @Test
    void noneOrSeveralHeadersAreNoCredentials() {
        String right = "Basic " + encode("u:p", StandardCharsets.UTF_8);
        assertThat(BasicAuthorization.parse(List.of())).isEqualTo(new BasicAuthorization.Absent());
        assertThat(BasicAuthorization.parse(List.of(right, right))).isEqualTo(new BasicAuthorization.Absent());
    }

    @Test
    void otherEncodingsThanUtf8AreGarbled() {
        assertThat(BasicAuthorization.parse(List.of("Basic " + encode("jürgen:p", StandardCharsets.ISO_8859_1))))
                .isEqualTo(new BasicAuthorization.Garbled());
    }
}
