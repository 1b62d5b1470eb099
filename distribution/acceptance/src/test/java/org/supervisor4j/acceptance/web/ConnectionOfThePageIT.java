package org.supervisor4j.acceptance.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;
import org.supervisor4j.acceptance.web.Chromium.Pages;

/** A page that stays open while the daemon goes and comes, and one of many processes. */
@ExtendWith(Chromium.class)
@ResourceLock(Chromium.LOCK)
class ConnectionOfThePageIT {

    /** What a browser does when somebody looks at another tab. */
    private static final String HIDE = """
            (hidden) => {
              Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
              document.dispatchEvent(new Event('visibilitychange'));
            }
            """;

    @TempDir
    private Path directory;

    private final int port = XmlRpc.freePort();
    private final String address = "http://127.0.0.1:" + port + "/";

    @Test
    void aLostConnectionIsSaidAndComesBackByItself(Pages pages) {
        Conf conf = Conf.in(directory).section("inet_http_server", "port=127.0.0.1:" + port)
                .program("first", "command=/bin/sleep 1000", "startsecs=0");
        Page page;
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            page = pages.open(address);
            assertThat(page.locator("#connection")).hasText("Live");
            daemon.crash();
            assertThat(page.locator("#connection")).hasText(Pattern.compile("Connection lost, trying again\\. As of .*"));
            assertThat(page.locator("#rows tr")).hasCount(1); // what was known, and said to be old
            assertThat(page.locator("[data-bulk=start]")).isDisabled();
        }
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf.program("second", "command=/bin/sleep 1000", "startsecs=0"))) {
            assertThat(page.locator("#connection")).hasText("Live");
            assertThat(page.locator("#rows tr")).hasCount(2);
            // with a token of the new daemon
            page.locator("#rows tr[data-id=second]").getByLabel("Stop").click();
            page.locator("#confirm-yes").click();
            assertThat(page.locator("#rows tr[data-id=second] .state")).hasText("stopped");
            daemon.awaitState("second", "STOPPED");

            long old = daemon.pidOf("first");
            page.locator("[data-bulk=restart]").click();
            assertThat(page.locator("#confirm-title")).hasText("Restart all processes?");
            page.locator("#confirm-yes").click();
            assertThat(page.locator(".toast").getByText("2 processes: restarted")).isVisible();
            assertThat(page.locator("#rows .state.running")).hasCount(2);
            Assertions.assertThat(daemon.pidOf("first")).isNotEqualTo(old);
            page.locator("[data-bulk=stop]").click();
            assertThat(page.locator("#confirm-title")).hasText("Stop all processes?");
            page.locator("#confirm-yes").click();
            assertThat(page.locator("#rows .state.stopped")).hasCount(2);
            Assertions.assertThat(daemon.state("first")).isEqualTo("STOPPED");
        }
    }

    @Test
    void whyTheServerRefusesIsSaid(Pages pages) {
        Conf conf = Conf.in(directory).section("inet_http_server", "port=127.0.0.1:" + port)
                .program("first", "command=/bin/sleep 1000", "startsecs=0");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            Page page = pages.open(address);
            assertThat(page.locator("#connection")).hasText("Live");
            page.route("**/api/events*", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
            page.evaluate("import(pageFile('connection.js')).then((connection) => { connection.open(); })");
            assertThat(page.locator("#connection")).hasText(Pattern.compile("Too many pages are open.*trying again\\. As of .*"));
            page.unroute("**/api/events*");
            assertThat(page.locator("#connection")).hasText("Live");
            daemon.awaitState("first", "RUNNING");
        }
    }

    @Test
    void whatNobodyLooksAtHasNoConnectionUntilSomebodyDoes(Pages pages) {
        Conf conf = Conf.in(directory).section("inet_http_server", "port=127.0.0.1:" + port)
                .program("first", "command=/bin/sh -c 'echo hello; exec sleep 1000'", "startsecs=0");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("first", "RUNNING");
            Page page = pages.open(address + "#p=first&tab=stdout");
            page.clock().install();
            page.reload();
            assertThat(page.locator(".line")).hasText("hello");
            List<String> ended = new ArrayList<>();
            page.onRequestFailed(request -> ended.add(request.url().replaceAll("[?].*", "")));
            page.evaluate(HIDE, true);
            page.clock().runFor(16_000);
            page.waitForCondition(() -> ended.containsAll(List.of(address + "api/events", address + "logtail/first/stdout")));
            assertThat(page.locator("#connection")).containsText("Nobody looks");
            assertThat(page.locator(".log-status")).hasText("Paused");
            page.clock().runFor(1_000); // without frames
            assertThat(page).hasTitle("(asleep) supervisor · Supervisor Status");

            page.evaluate(HIDE, false);
            assertThat(page.locator("#connection")).hasText("Live");
            assertThat(page.locator(".log-status")).hasText("Live");
            assertThat(page.locator(".line")).hasText("hello");
            page.clock().runFor(1_000);
            assertThat(page).hasTitle("supervisor · Supervisor Status");

            page.route("**/api/actions", _ -> {}); // as if there were no connection left
            page.locator("#detail [data-act=stop]").click();
            page.locator("#confirm-yes").click();
            assertThat(page.locator("#rows tr.busy")).hasCount(1);
            page.clock().runFor(16_000);
            assertThat(page.locator(".toast.bad")).containsText("stop first: the server does not answer; it may have been done or not");
            assertThat(page.locator("#rows tr.busy")).hasCount(0);
        }
    }

    @Test
    void aThousandProcessesAreStartedAndFiltered(Pages pages) {
        Conf conf = Conf.in(directory).section("inet_http_server", "port=127.0.0.1:" + port)
                .program("many", "command=/bin/sleep 1000", "numprocs=1000", "autostart=false", "startsecs=0",
                        "process_name=many_%(process_num)04d", "stdout_logfile=NONE", "stderr_logfile=NONE");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            Page page = pages.open(address);
            assertThat(page.locator("#rows tr")).hasCount(1_000);
            page.evaluate("""
                    window.longest = 0;
                    new PerformanceObserver((list) => list.getEntries().forEach((one) => {
                      window.longest = Math.max(window.longest, one.duration);
                    })).observe({ type: 'longtask' });
                    """);
            page.locator("[data-bulk=start]").click();
            page.locator("#confirm-yes").click();
            assertThat(page.locator("#chips [data-state=RUNNING] .chip-count")).hasText("1000");
            page.getByRole(AriaRole.SEARCHBOX).fill("0999");
            assertThat(page.locator("#rows tr")).hasCount(1);
            assertThat(page.locator("#rows .state")).hasText("running");
            System.out.println("1,000 processes on the page: ready after " + page.evaluate("performance.getEntriesByName('ready')[0].startTime")
                    + " ms, the longest task while they were started took " + page.evaluate("longest") + " ms");
            daemon.awaitState("many:many_0999", "RUNNING");
        }
    }
}
