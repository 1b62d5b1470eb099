package org.supervisor4j.acceptance.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SameSiteAttribute;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;
import org.supervisor4j.acceptance.web.Chromium.Pages;
import org.supervisor4j.api.tls.TestCertificate;

/** What pages on the internet try in the browser of somebody who can reach the daemon. */
@ExtendWith(Chromium.class)
@ResourceLock(Chromium.LOCK)
class PagesOfOthersIT {

    /** A form whose body is a call: a browser sends it to everybody, unasked. */
    private static final String FORM = """
            <!doctype html><form method="post" enctype="text/plain" action="%s/RPC2">
            <input type="hidden" name="&lt;?xml version"
             value="'1.0'?&gt;&lt;methodCall&gt;&lt;methodName&gt;supervisor.stopProcess&lt;/methodName&gt;\
            &lt;params&gt;&lt;param&gt;&lt;value&gt;&lt;string&gt;victim&lt;/string&gt;&lt;/value&gt;\
            &lt;/param&gt;&lt;/params&gt;&lt;/methodCall&gt;">
            <button>win</button></form>
            """;

    @TempDir
    private static Path directory;

    private static final int PORT = XmlRpc.freePort();
    private static final int ENCRYPTED = XmlRpc.freePort();
    private static SupervisorDaemon daemon;
    private static HttpServer others;

    @BeforeAll
    static void start() throws IOException {
        TestCertificate certificate = TestCertificate.make(directory, "server");
        daemon = SupervisorDaemon.start(Conf.in(directory)
                .section("inet_http_server", "port=127.0.0.1:" + PORT)
                .section("inet_http_server:encrypted", "port=127.0.0.1:" + ENCRYPTED,
                        "certfile=" + certificate.certificate(), "keyfile=" + certificate.key())
                .program("other", "command=/bin/sleep 1000", "startsecs=0")
                .program("victim", "command=/bin/sleep 1000", "startsecs=0"));
        daemon.awaitState("victim", "RUNNING");
        others = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        others.createContext("/", exchange -> {
            byte[] page = FORM.formatted("http://127.0.0.1:" + PORT).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        others.start();
    }

    @AfterAll
    static void stop() {
        others.stop(0);
        daemon.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", Chromium.STRANGE_NAME})
    void aFormCallsNoMethod(String host, Pages pages) {
        Page page = pages.open("http://" + host + ":" + others.getAddress().getPort() + "/");
        page.locator("button").click();

        assertThat(page.locator("body")).containsText("This request is refused: a page of another server");
        Assertions.assertThat(daemon.state("victim")).isEqualTo("RUNNING");
    }

    @Test
    void aNameThatSomebodyLetsLeadHereShowsNothing(Pages pages) {
        Page page = pages.open("http://" + Chromium.STRANGE_NAME + ":" + PORT + "/logtail/victim");

        assertThat(page.locator("body")).containsText("This request is refused: the name could be anybody's");
    }

    /** Neither separates a browser: what it keeps for a host goes to all ports, by HTTP and HTTPS. */
    @Test
    void serversOfOneHostDoNotTakeEachOthersSessions(Pages pages) {
        Browser.NewContextOptions anyCertificate = new Browser.NewContextOptions().setIgnoreHTTPSErrors(true);
        Page https = pages.open("https://127.0.0.1:" + ENCRYPTED + "/", anyCertificate);
        assertThat(https.locator("#connection")).hasText("Live");
        Assertions.assertThat(https.context().cookies()).singleElement().satisfies(cookie -> {
            Assertions.assertThat(cookie.name).isEqualTo("__Host-supervisor4j-" + ENCRYPTED);
            Assertions.assertThat(cookie.secure && cookie.httpOnly && cookie.sameSite == SameSiteAttribute.STRICT).isTrue();
        });
        Page http = https.context().newPage();
        http.navigate("http://127.0.0.1:" + PORT + "/");
        assertThat(http.locator("#connection")).hasText("Live");

        for (Page page : List.of(https, http)) {
            page.locator("#rows tr[data-id=other]").locator("[data-do=stop]").click();
            page.locator("#confirm-yes").click();
            daemon.awaitState("other", "STOPPED");
            page.locator("#rows tr[data-id=other]").locator("[data-do=start]").click();
            daemon.awaitState("other", "RUNNING");
        }
    }

    @Test
    void whoIsAtTheMachineSeesThePageByItsNames(Pages pages) {
        assertThat(pages.open("http://localhost:" + PORT + "/").locator("#connection")).hasText("Live");
    }
}
