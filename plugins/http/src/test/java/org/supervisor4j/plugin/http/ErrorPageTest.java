package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorPageTest {

    @Test
    void isSupervisordsPageByteForByte() {
        assertThat(ErrorPage.page(404)).isEqualTo("<head>\r\n<title>Error response</title>\r\n</head>\r\n<body>\r\n"
                + "<h1>Error response</h1>\r\n<p>Error code 404.\r\n<p>Message: Not Found.\r\n</body>\r\n");
        assertThat(ErrorPage.page(401)).hasSize(137);
        assertThat(ErrorPage.page(500)).contains("<p>Message: Internal Server Error.");
        assertThat(ErrorPage.page(411)).contains("<p>Message: Length Required.");
    }
}
