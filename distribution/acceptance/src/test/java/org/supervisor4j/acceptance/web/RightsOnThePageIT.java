package org.supervisor4j.acceptance.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
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
import org.supervisor4j.acceptance.web.Chromium.Pages;

/** What viewers, operators and administrators see on the page and can do with it, also when that changes while it is open. */
@ExtendWith(Chromium.class)
@ResourceLock(Chromium.LOCK)
class RightsOnThePageIT {

    private static final String[] SLEEP = {"command=/bin/sleep 1000", "startsecs=0"};

    @TempDir
    private static Path directory;

    @AutoClose
    private static PageServer server;

    @BeforeAll
    static void startTheDaemon() {
        server = PageServer.start(directory, conf -> conf
                .section("web_user:boss", "password=secret", "role=administrator")
                .section("web_user:eye", "password=secret", "role=viewer")
                .section("web_user:hand", "password=secret", "role=operator", "groups=mine")
                .section("web_user:moving", "password=secret", "role=viewer", "groups=moved")
                .program("mine", SLEEP)
                .program("moved", SLEEP)
                .program("others", "command=/bin/sleep 1000", "startsecs=0", "environment=PLACE=\"here\",DB_PASSWORD=\"hush\"",
                        "stdout_logsinks=syslog", "umask=027"));
        server.daemon().awaitState("others", "RUNNING");
    }

    private static Page open(Pages pages, String user, String view) {
        return pages.open(server.address() + view, new Browser.NewContextOptions().setViewportSize(1280, 800).setHttpCredentials(user, "secret"));
    }

    private static Locator row(Page page, String name) {
        return page.locator("#rows tr[data-id='" + name + "']");
    }

    private static Locator button(Locator where, String name) {
        return where.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + name + "( |$)")));
    }

    private static Locator daemonLog(Page page) {
        return page.locator("#views").getByText("Daemon log");
    }

    @Test
    void nameAndPasswordMayStandInTheAddressAsBookmarksHaveThem(Pages pages) {
        Page page = pages.open(server.address().replace("//", "//hand:secret@") + "#p=mine&tab=configuration");
        assertThat(page.locator("#connection")).hasText("Live");
        assertThat(page.locator(".options")).containsText("/bin/sleep 1000");
        page.locator("#tab-stdout").click();
        assertThat(page.locator(".log-status")).hasText("Live");
        button(row(page, "mine"), "Restart").click();
        page.locator("#confirm-yes").click();
        assertThat(page.locator(".toast")).containsText("mine: restarted");
    }

    @Test
    void aViewerSeesAllAndCanTouchNothing(Pages pages) {
        Page page = open(pages, "eye", "#p=others");
        assertThat(page.locator("#rows tr")).hasCount(3);
        for (String action : new String[] {"start", "restart", "stop", "signal", "clear"}) {
            assertThat(page.locator("[data-bulk=" + action + "]")).isDisabled();
            assertThat(page.locator("[data-act=" + action + "]")).isDisabled();
        }
        assertThat(page.locator("[data-bulk=stop]")).hasAttribute("title", "You may only look at them");
        assertThat(button(row(page, "others"), "Stop")).isDisabled();
        assertThat(daemonLog(page)).hasCount(0);
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Configuration")).click();
        assertThat(page.locator(".options")).containsText("PLACE=(hidden)");
        // by the keyboard, which has no buttons that could be disabled
        page.locator("#detail").getByLabel("Close").click();
        row(page, "others").focus();
        page.keyboard().press("t");
        page.locator("#confirm-yes").click();
        assertThat(page.locator(".toast.bad")).hasText("others: not permitted: you may only look at it");
    }

    @Test
    void anOperatorOfAGroupSeesAndOperatesThatOnly(Pages pages) {
        Page page = open(pages, "hand", "");
        assertThat(page.locator("#rows tr")).hasCount(1);
        button(page.locator(".bulk"), "Restart all").click();
        page.locator("#confirm-yes").click();
        assertThat(page.locator(".toast")).hasText("mine: restarted");
        assertThat(daemonLog(page)).hasCount(0);
        Assertions.assertThat(server.daemon().messages("stopped: others")).isEmpty();
    }

    @Test
    void anAdministratorSeesTheDaemonToo(Pages pages) {
        Page page = open(pages, "boss", "#p=others&tab=configuration");
        assertThat(page.locator(".options")).containsText("PLACE=here");
        assertThat(page.locator(".options")).containsText("DB_PASSWORD=(hidden)");
        assertThat(page.locator(".options tr").filter(new Locator.FilterOptions().setHasText("umask"))).hasText("umask027");
        assertThat(page.locator(".options tr").filter(new Locator.FilterOptions().setHasText("stdout_logsinks"))).hasText("stdout_logsinkssyslog");
        assertThat(page.locator("#rows tr")).hasCount(3);
        daemonLog(page).click();
        assertThat(page.locator(".line", new Page.LocatorOptions().setHasText("spawned: 'mine'")).first()).isVisible();
    }

    @Test
    void rightsThatChangeReachAnOpenPage(Pages pages) {
        Page page = open(pages, "moving", "");
        assertThat(page.locator("#rows tr")).hasCount(1);
        assertThat(button(row(page, "moved"), "Stop")).isDisabled();
        assertThat(page.locator("[data-bulk=stop]")).isDisabled();

        reread("role=operator", "groups=moved,others");
        assertThat(page.locator("#rows tr")).hasCount(2);
        assertThat(page.locator("[data-bulk=stop]")).isEnabled();
        button(row(page, "moved"), "Stop").click();
        page.locator("#confirm-yes").click();
        assertThat(row(page, "moved").locator(".state")).hasText("stopped");

        reread("role=viewer", "groups=others");
        assertThat(page.locator("#rows tr")).hasCount(1);
        assertThat(row(page, "moved")).hasCount(0);
        assertThat(button(row(page, "others"), "Stop")).isDisabled();

        server.conf().without("web_user:moving").write();
        server.daemon().ctl("reread");
        assertThat(page.locator("#connection")).hasText(Pattern.compile("You are logged out\\. As of .*"));
        assertThat(page.locator("#login")).isVisible();
    }

    private static void reread(String... rights) {
        server.conf().section("web_user:moving", "password=secret").append("web_user:moving", rights).write();
        server.daemon().ctl("reread");
    }
}
