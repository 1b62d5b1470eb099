package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordTest {

    /** Of the C library, with 72 times the letter x as the last one. */
    private static final String OF_HORSE = "$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";
    private static final String OF_UMLAUT = "$2b$04$abcdefghijklmnopqrstuuF7KK/SfP9IRGj0pPJMr8GdtCS8xpmpC";
    private static final String OF_72_BYTES = "$2a$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i";

    @Test
    void bcryptOfOtherProgramsIsUnderstood() {
        assertThat(Password.ofUser(OF_HORSE).matches("correct horse")).isTrue();
        assertThat(Password.ofUser(OF_HORSE).matches("correct horsf")).isFalse();
        assertThat(Password.ofUser(OF_HORSE).matches("")).isFalse();
        assertThat(Password.ofUser(OF_HORSE).matches(OF_HORSE)).isFalse();
        assertThat(Password.ofUser(OF_UMLAUT).matches("p\u00e4ss")).isTrue();
        assertThat(Password.ofUser(OF_UMLAUT).matches("pass")).isFalse();
    }

    @Test
    void ofALongPasswordTheFirst72BytesCount() {
        Password password = Password.ofUser(OF_72_BYTES);

        assertThat(password.matches("x".repeat(72))).isTrue();
        assertThat(password.matches("x".repeat(100))).isTrue();
        assertThat(password.matches("x".repeat(71))).isFalse();
        assertThat(password.matches("x".repeat(1_000_000))).isTrue();
    }

    @Test
    void clearTextsAndSha1AreThoseOfSupervisord() {
        assertThat(Password.ofUser("secret").matches("secret")).isTrue();
        assertThat(Password.ofUser("$100").matches("$100")).isTrue();
        assertThat(Password.ofUser("{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d").matches("thepassword")).isTrue();
        assertThat(Password.ofUser("secret").cost()).isZero();
        assertThat(Password.ofUser(OF_HORSE).cost()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                                                           | an empty password",
        "$6$saltsalt$abcdef                                           | a hash of a kind that is not known",
        "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA                 | a hash of a kind that is not known",
        "$apr1$saltsalt$abcdef                                        | a hash of a kind that is not known",
        "$2y$05$tooshort                                              | a hash of a kind that is not known",
        "{SSHA}abc                                                    | a hash of a kind that is not known",
        "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=                            | {SHA} without the 40 lower-case hexadecimal digits of a SHA-1",
        "$2y$31$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2 | bcrypt with cost 31 (expected: 4 to 16)",
        "$2y$00$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2 | bcrypt with cost 0 (expected: 4 to 16)"
    })
    void whatCannotBeCheckedIsRefusedAndNotTakenAsAClearText(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Password.ofUser(text)).withMessage(message);
    }

    @Test
    void theUserOfAServerIsWhatItIsWithSupervisord() {
        assertThat(Password.ofServer(OF_HORSE).matches("correct horse")).isFalse();
        assertThat(Password.ofServer(OF_HORSE).matches(OF_HORSE)).isTrue();
        assertThat(Password.ofServer("").matches("")).isTrue();
        assertThat(Password.ofServer("{SHA}x").matches("{SHA}x")).isFalse();
    }

    @Test
    void noTextTellsASecret() {
        assertThat(Password.ofUser(OF_HORSE).toString() + Password.ofUser("secret") + Password.ofServer("{SHA}82ab"))
                .doesNotContain("abcdef")
                .doesNotContain("secret")
                .doesNotContain("82ab");
    }
}
