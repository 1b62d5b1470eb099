package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CredentialsTest {

    private static final String SHA1_OF_THEPASSWORD = "82ab876d1387bfafe46cc1c8a2ef074eae50cb1d";

    @Test
    void userAndPasswordMustBothBeRight() {
        Credentials credentials = Credentials.of("user", "pass:word");
        assertThat(credentials.accept("user", "pass:word")).isTrue();
        assertThat(credentials.accept("user", "pass")).isFalse();
        assertThat(credentials.accept("other", "pass:word")).isFalse();
        assertThat(credentials.accept("USER", "pass:word")).isFalse();
        assertThat(credentials.accept("", "")).isFalse();
    }

    @Test
    void aPasswordMayBeGivenAsItsSha1InHexadecimalDigits() {
        Credentials credentials = Credentials.of("user", "{SHA}" + SHA1_OF_THEPASSWORD);
        assertThat(credentials.accept("user", "thepassword")).isTrue();
        assertThat(credentials.accept("user", "otherpassword")).isFalse();
        assertThat(credentials.accept("user", "{SHA}" + SHA1_OF_THEPASSWORD)).isFalse();
        assertThat(credentials.accept("user", SHA1_OF_THEPASSWORD)).isFalse();
    }

    @Test
    void thePrefixIsCaseSensitive() {
        assertThat(Credentials.of("user", "{sha}x").accept("user", "{sha}x")).isTrue();
    }

    @Test
    void anEmptyPasswordIsAPassword() {
        Credentials credentials = Credentials.of("user", "");
        assertThat(credentials.required()).isTrue();
        assertThat(credentials.accept("user", "")).isTrue();
        assertThat(credentials.accept("user", "x")).isFalse();
    }

    @Test
    void anEmptyUserNameIsNoAuthenticationWhateverThePassword() {
        assertThat(Credentials.of("", "secret").required()).isFalse();
    }

    @Test
    void thePasswordIsNotInTheText() {
        assertThat(Credentials.of("user", "secret").toString()).contains("user").doesNotContain("secret");
    }
}
