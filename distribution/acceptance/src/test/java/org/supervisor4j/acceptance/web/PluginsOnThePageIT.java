package org.supervisor4j.acceptance.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;
import org.supervisor4j.acceptance.web.Chromium.Pages;

/** Columns and panels of plugins that come and go while the page is open. */
@ExtendWith(Chromium.class)
@ResourceLock(Chromium.LOCK)
class PluginsOnThePageIT {

    @TempDir
    private Path directory;

    @Test
    void theExamplesColumnAndPanelComeAndGo(Pages pages) throws IOException {
        Path home = Software.copyIn(directory);
        int port = XmlRpc.freePort();
        Conf conf = Conf.in(directory.resolve("run")).section("inet_http_server", "port=127.0.0.1:" + port)
                .program("over", "command=/bin/true", "startsecs=0", "autorestart=false");
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, conf)) {
            daemon.awaitState("over", "EXITED");
            Page page = pages.open("http://127.0.0.1:" + port + "/");
            assertThat(page.locator("#rows tr")).hasCount(1);

            Path jar = Software.configured("example.panel");
            Files.copy(jar, home.resolve("plugins").resolve(jar.getFileName()));
            assertThat(page.getByRole(AriaRole.COLUMNHEADER, new Page.GetByRoleOptions().setName("Last run used"))).isVisible();
            assertThat(page.locator("#rows td.col-plugin")).containsText(" s");
            page.locator("#views").getByText("Groups").click();
            assertThat(page.locator(".panel-table tbody tr")).containsText("0 of 1");
            aPanelThatDoesNotAnswerIsSaidAndHoldsNoConnection(page);

            page.locator("#views").getByText("Groups").click();
            Files.delete(home.resolve("plugins").resolve(jar.getFileName()));
            assertThat(page.locator("#views").getByText("Groups")).isHidden();
            assertThat(page.locator("#view-other")).containsText("This panel is there no longer");
        }
    }

    private static void aPanelThatDoesNotAnswerIsSaidAndHoldsNoConnection(Page page) {
        List<String> asked = new ArrayList<>();
        page.route("**/api/panel*", route -> asked.add(route.request().url())); // and no answer
        page.clock().install();
        page.reload();
        assertThat(page.locator("#connection")).hasText("Live");
        assertThat(page.locator("#view-other")).containsText("Loading");
        page.evaluate("""
                const real = window.fetch;
                window.fetch = (address, options) => {
                  if (String(address).includes("api/panel")) {
                    window.panelSignal = options.signal;
                  }
                  return real(address, options);
                };
                """);
        page.waitForCondition(() -> asked.size() == 1);
        page.clock().runFor(9_000);
        Assertions.assertThat(asked).hasSize(1);
        page.clock().runFor(2_000);
        assertThat(page.locator("#view-other")).containsText("This panel does not answer");
        page.clock().runFor(5_000);
        page.waitForCondition(() -> asked.size() == 2);
        Assertions.assertThat(page.evaluate("panelSignal.aborted")).isEqualTo(false);
        page.locator("#views").getByText("Activity").click();
        Assertions.assertThat(page.evaluate("panelSignal.aborted")).isEqualTo(true);
        page.unroute("**/api/panel*");
    }
}
