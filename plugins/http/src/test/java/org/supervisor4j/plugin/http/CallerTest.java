package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.rpc.RpcCaller;

/** Servlets can know who has sent a request, and nobody can say so himself. */
@Timeout(60)
class CallerTest {

    /** Answers with whoever asks. */
    private static final class Mirror extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Supplier<?> caller = (Supplier<?>) request.getAttribute(RpcCaller.ATTRIBUTE);
            response.getWriter().print(switch ((RpcCaller) caller.get()) {
                case RpcCaller.Local(String user, boolean isTrusted) -> user + " " + isTrusted;
                case RpcCaller.Remote(String address, var user) -> address.replaceFirst("\\d+$", "N") + " " + user.orElse("?");
                case RpcCaller.Unknown _ -> "unknown";
            });
        }
    }

    @TempDir
    private Path directory;

    @Test
    void aServletIsToldWhoHasSentItsRequest() throws Exception {
        int open = HttpServersIT.freePort();
        int closed = HttpServersIT.freePort();
        BoundServers bound = BoundServers.bind(ServerSections.read(TestSections.of("""
                [unix_http_server]
                file=%s
                [inet_http_server:open]
                port=127.0.0.1:%d
                [inet_http_server:closed]
                port=127.0.0.1:%d
                username=u
                password=p
                """.formatted(directory.resolve("s"), open, closed)), (_, _, message, _) -> {
                    throw new AssertionError(message);
                }), WebUsers.NONE);
        JettyFront front = new JettyFront(
                bound, new Mirror(), new HttpSessionListener() {}, _ -> true, new TimeLimits(20_000, 20_000, 20_000));
        try (RawHttp local = RawHttp.to(directory.resolve("s"));
                RawHttp remote = RawHttp.to(open);
                RawHttp authenticated = RawHttp.to(closed)) {
            String attribute = RpcCaller.ATTRIBUTE + ": root true";
            assertThat(local.get("/", attribute).body()).isEqualTo(System.getProperty("user.name") + " true");
            assertThat(remote.get("/", attribute).body()).isEqualTo("127.0.0.1:N ?");
            assertThat(authenticated.get("/", RawHttp.basic("u:p")).body()).isEqualTo("127.0.0.1:N u");
        } finally {
            front.close();
            bound.close();
        }
    }
}
