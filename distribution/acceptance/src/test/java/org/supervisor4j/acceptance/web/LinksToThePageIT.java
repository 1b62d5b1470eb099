package org.supervisor4j.acceptance.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.web.Chromium.Pages;

/** What addresses lead to: those of the page itself, and supervisord's links. */
@ExtendWith(Chromium.class)
@ResourceLock(Chromium.LOCK)
class LinksToThePageIT {

    @TempDir
    private static Path directory;

    @AutoClose
    private static PageServer server;

    @BeforeAll
    static void startTheDaemon() {
        server = PageServer.start(directory, conf -> conf
                .program("trapper", "command=/bin/sleep 1000", "startsecs=0")
                .program("crew", "command=/bin/sleep 1000", "numprocs=3", "process_name=crew_%(process_num)d", "autostart=false",
                        "startsecs=0")
                .program("missing", "command=/no/such/program", "autostart=false", "startretries=0"));
        server.daemon().awaitState("trapper", "RUNNING");
    }

    @Test
    void anAddressLeadsToAFilteredListAndAnOpenProcess(Pages pages) {
        Page page = pages.open(server.address() + "#q=cr&sort=-name&p=crew%3Acrew_1&tab=configuration");
        assertThat(page.locator("#rows tr")).hasCount(3);
        assertThat(page.locator("#rows tr").first()).containsText("crew_2");
        assertThat(page.locator("#detail-title")).hasText("crew:crew_1");
        assertThat(page.locator(".options tr").first()).hasText(Pattern.compile("command\\s*/bin/sleep 1000"));
        page.locator("#detail").getByLabel("Close").click();
        assertThat(page.locator("#detail")).isHidden();
        page.goBack();
        assertThat(page.locator("#detail-title")).hasText("crew:crew_1");
    }

    @Test
    void aLinkOfSupervisorsPageAsksFirst(Pages pages) {
        Page page = pages.open(server.address() + "index.html?action=restart&processname=trapper");
        long pid = server.daemon().pidOf("trapper");
        assertThat(page.locator("h1")).hasText("Restart: trapper?");
        Assertions.assertThat(server.daemon().pidOf("trapper")).isEqualTo(pid);
        page.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator(".toast").getByText("Process trapper restarted")).isVisible();
        Await.until("trapper runs anew", () -> server.daemon().pidOf("trapper") != pid && server.daemon().state("trapper").equals("RUNNING"));
    }

    @Test
    void aLinkThatFailsSaysSoAndAFailureStaysWhateverComes(Pages pages) {
        Page page = pages.open(server.address() + "index.html?action=start&processname=missing");
        page.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator(".toast.bad")).containsText("ERROR: Process missing: no such file");
        page.evaluate("import(pageFile('toasts.js')).then(({ toast }) => { for (let i = 0; i < 7; i += 1) { toast(`fine ${i}`, [], true); } })");
        assertThat(page.locator(".toast:not(.bad)")).hasCount(6);
        assertThat(page.locator(".toast.bad")).containsText("ERROR: Process missing: no such file");
    }

    @Test
    void aSecondVisitAsksForNoFile(Pages pages) {
        Page first = pages.open(server.address() + "#p=trapper&tab=stdout");
        assertThat(first.locator(".log")).isVisible(); // all modules are there
        Page second = first.context().newPage();
        second.navigate(server.address() + "#p=trapper&tab=stdout");
        assertThat(second.locator(".log")).isVisible();
        Assertions.assertThat(second.evaluate("""
                performance.getEntriesByType('resource').filter((one) => /scripts|stylesheets/.test(one.name) && one.transferSize > 0).length
                """)).isEqualTo(0);
        Assertions.assertThat(second.evaluate("performance.getEntriesByType('resource').filter((one) => /scripts/.test(one.name)).length > 20"))
                .isEqualTo(true);
    }

    @Test
    void whatIsNotThereToBeLookedAtIsTheList(Pages pages) {
        Page page = pages.open(server.address() + "#view=nonsense&p=trapper&tab=nonsense");
        assertThat(page.locator("#rows tr[data-id=trapper]")).isVisible();
        assertThat(page.locator("#tab-overview")).hasAttribute("aria-selected", "true");
        assertThat(page.locator("#detail .plot")).hasCount(3);
    }
}
