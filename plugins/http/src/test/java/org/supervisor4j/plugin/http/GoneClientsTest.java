package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.Test;

class GoneClientsTest {

    private static void answer(FilterChain servlet) throws Exception {
        new GoneClients().doFilter(null, null, servlet);
    }

    @Test
    void whatAServletCannotWriteToAClientThatHasGoneIsNoFailureOfTheServlet() {
        EofException gone = new EofException(new IOException("Connection reset by peer"));
        assertThatCode(() -> answer((_, _) -> {
            throw gone;
        })).doesNotThrowAnyException();
        assertThatCode(() -> answer((_, _) -> {
            throw new ServletException(gone);
        })).doesNotThrowAnyException();
        assertThatCode(() -> answer((_, _) -> {
            throw new UncheckedIOException(gone);
        })).doesNotThrowAnyException();
    }

    @Test
    void otherFailuresAreItsOwn() {
        assertThatThrownBy(() -> answer((_, _) -> {
            throw new IOException("no space left on device");
        })).hasMessage("no space left on device");
        assertThatThrownBy(() -> answer((_, _) -> {
            throw new IllegalStateException("a bug");
        })).hasMessage("a bug");
    }
}
