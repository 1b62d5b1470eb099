package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Servers of one host and one browser, which sends all cookies to all of them. */
class TokensTest {

    private final Map<String, Cookie> browser = new LinkedHashMap<>();
    private final Tokens tokens = new Tokens();
    private final Tokens others = new Tokens(); // another daemon's

    private HttpServletRequest request(boolean secure, int port) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class},
                (_, method, _) -> switch (method.getName()) {
                    case "isSecure" -> secure;
                    case "getServerPort" -> port;
                    case "getCookies" -> browser.isEmpty() ? null : browser.values().toArray(Cookie[]::new);
                    case "getRemoteUser" -> null;
                    default -> throw new AssertionError(method);
                });
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (_, _, arguments) -> {
                    Cookie cookie = (Cookie) arguments[0];
                    return browser.put(cookie.getName(), cookie);
                });
    }

    @Test
    void aSessionOfHttpsIsKeptFromAllElse() {
        HttpServletRequest request = request(true, 9001);
        String token = tokens.issue(request, response());

        Cookie cookie = browser.get("__Host-supervisor4j-9001");
        assertThat(cookie.getSecure()).isTrue();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getDomain()).isNull();
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Strict");
        assertThat(tokens.matches(request, token)).isTrue();
        assertThat(tokens.issue(request, response())).isEqualTo(token);
    }

    @Test
    void serversOfOneHostDoNotDisturbEachOther() {
        HttpServletRequest https = request(true, 9001);
        HttpServletRequest http = request(false, 9001);
        HttpServletRequest other = request(false, 9002);
        String httpsToken = tokens.issue(https, response());
        String httpToken = tokens.issue(http, response());
        String otherToken = others.issue(other, response());

        assertThat(browser.keySet())
                .containsExactly("__Host-supervisor4j-9001", "supervisor4j-9001", "supervisor4j-9002");
        assertThat(tokens.matches(https, httpsToken)).isTrue();
        assertThat(tokens.matches(http, httpToken)).isTrue();
        assertThat(others.matches(other, otherToken)).isTrue();
        assertThat(tokens.matches(https, httpToken)).isFalse();
        assertThat(tokens.matches(other, otherToken)).isFalse();
    }
}
