package org.supervisor4j.acceptance.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;
import org.supervisor4j.acceptance.web.Chromium.Pages;

/** Logs on the page: followed, searched, in colours, and never more than text. */
@ExtendWith(Chromium.class)
@ResourceLock(Chromium.LOCK)
class LogsOnThePageIT {

    @TempDir
    private static Path directory;

    private static SupervisorDaemon daemon;
    private static String address;

    @BeforeAll
    static void startTheDaemon() {
        int port = XmlRpc.freePort();
        address = "http://127.0.0.1:" + port + "/";
        daemon = SupervisorDaemon.start(Conf.in(directory)
                .section("inet_http_server", "port=127.0.0.1:" + port)
                // writes what it is sent
                .program("echo", "command=/bin/cat", "startsecs=0", "stdout_logfile=%(here)s/echo.log")
                .program("rotating", "command=/bin/cat", "startsecs=0", "stdout_logfile=%(here)s/rotating.log",
                        "stdout_logfile_maxbytes=2000", "stdout_logfile_backups=3"));
        daemon.awaitState("rotating", "RUNNING");
    }

    @AfterAll
    static void endTheDaemon() {
        daemon.close();
    }

    private static void say(String program, String text) {
        Assertions.assertThat(daemon.rpc().call("supervisor.sendProcessStdin", XmlRpc.string(program), XmlRpc.string(text)).status())
                .isEqualTo(200);
    }

    private static Locator line(Page page, String text) {
        return page.locator(".log-lines").getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    @Test
    void aLogIsFollowedOverRotations(Pages pages) {
        Page page = pages.open(address + "#p=rotating&tab=stdout");
        assertThat(page.locator(".log-status")).hasText("Live");
        for (int i = 1; i <= 60; i++) {
            say("rotating", "line %03d %s\n".formatted(i, "x".repeat(90)));
        }
        Assertions.assertThat(directory.resolve("rotating.log.1")).exists();

        assertThat(page.locator(".line", new Page.LocatorOptions().setHasText("line 060"))).isInViewport();
        Assertions.assertThat(page.locator(".line").allTextContents().stream().map(text -> text.substring(5, 8)).toList())
                .isEqualTo(IntStream.rangeClosed(1, 60).mapToObj("%03d"::formatted).toList());
    }

    @Test
    void coloursAreShownAndMarkupIsNot(Pages pages) {
        Page page = pages.open(address + "#p=echo&tab=stdout");
        // A control character cannot be sent by XML-RPC, so the log itself gets it.
        append("\u001b[1;31mred\u001b[0m and \u001b[38;5;46mgreen\u001b[m \u001b]0;title\u0007\u001b[2Jend\n"
                + "<script>document.title='owned'</script><img src=x onerror=alert(1)>\n");

        assertThat(line(page, "red and green end")).isVisible();
        assertThat(page.locator(".line .bold.fg-1")).hasText("red");
        assertThat(page.locator(".line span", new Page.LocatorOptions().setHasText("green"))).hasCSS("color", "rgb(0, 255, 0)");
        assertThat(line(page, "<script>document.title='owned'</script><img src=x onerror=alert(1)>")).isVisible();
        assertThat(page.locator(".log img, .log script")).hasCount(0);
        assertThat(page).hasTitle(Pattern.compile("Supervisor Status"));
    }

    private static void append(String text) {
        try {
            Files.writeString(directory.resolve("echo.log"), text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLogIsSearched(Pages pages) {
        Page page = pages.open(address + "#p=echo&tab=stdout");
        assertThat(page.locator(".log-status")).hasText("Live");
        say("echo", "needle one\nhay\nNeedle two\n");
        assertThat(line(page, "Needle two")).isVisible();
        page.getByLabel("Search in the log").fill("needle");
        assertThat(page.locator(".line.hit")).hasCount(2);
        assertThat(page.locator(".line.at")).hasText("Needle two");
        page.getByLabel("Search in the log").press("Shift+Enter");
        assertThat(page.locator(".line.at")).hasText("needle one");
        page.getByLabel("only matches").check();
        assertThat(line(page, "hay")).isHidden();
        say("echo", "a third needle\n");
        assertThat(page.locator(".line.hit")).hasCount(3);
    }

    @Test
    void theDaemonsLogIsThereToo(Pages pages) {
        Page page = pages.open(address + "#view=daemon");
        assertThat(page.locator(".line", new Page.LocatorOptions().setHasText("spawned: 'echo' with pid"))).hasCount(1);
    }
}
