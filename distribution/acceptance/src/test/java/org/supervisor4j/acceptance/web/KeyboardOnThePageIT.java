package org.supervisor4j.acceptance.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.supervisor4j.acceptance.support.XmlRpc;
import org.supervisor4j.acceptance.web.Chromium.Pages;

/** The page without a mouse: keys, where the keyboard is, and what who listens is told. */
@ExtendWith(Chromium.class)
@ResourceLock(Chromium.LOCK)
class KeyboardOnThePageIT {

    private static final String LONG = "long".repeat(50);

    @TempDir
    private static Path directory;

    @AutoClose
    private static PageServer server;

    @BeforeAll
    static void startTheDaemon() {
        server = PageServer.start(directory, conf -> conf
                .program("keys", "command=/bin/sleep 1000", "numprocs=2", "process_name=keys_%(process_num)d", "autostart=false",
                        "startsecs=0")
                .program("picked", "command=/bin/sleep 1000", "numprocs=4", "process_name=picked_%(process_num)d", "autostart=false",
                        "startsecs=0")
                .program("missing", "command=/no/such/program", "numprocs=10", "process_name=missing_%(process_num)d", "autostart=false")
                .program("breaks", "command=/bin/false", "autostart=false", "startretries=0")
                .program(LONG, "command=/bin/sleep 1000", "autostart=false")
                .program("speaks", "command=/bin/sh -c \"echo one; echo two; exec sleep 1000\"", "startsecs=0"));
        server.daemon().awaitState("speaks", "RUNNING");
    }

    private static Locator row(Page page, String name) {
        return page.locator("#rows tr[data-id=\"" + name + "\"]");
    }

    @Test
    void everythingCanBeDoneFromTheKeyboard(Pages pages) {
        Page page = pages.open(server.address());
        assertThat(row(page, "keys:keys_1")).isVisible();
        page.keyboard().press("/");
        page.keyboard().type("keys");
        assertThat(page.locator("#rows tr")).hasCount(2);
        page.keyboard().press("Enter");
        page.keyboard().press("j");
        assertThat(row(page, "keys:keys_1")).isFocused();
        assertThat(row(page, "keys:keys_1")).hasAccessibleName("keys:keys_1, stopped");
        assertThat(row(page, "keys:keys_1").locator("[data-do=start]")).hasAccessibleName("Start keys:keys_1");
        page.keyboard().press("s");
        assertThat(row(page, "keys:keys_1").locator(".state")).hasText("running");
        page.keyboard().press("t");
        page.keyboard().press("Enter"); // the question
        assertThat(row(page, "keys:keys_1").locator(".state")).hasText("stopped");
        page.keyboard().press("Enter");
        assertThat(page.locator("#detail-title")).hasText("keys:keys_1");
        page.keyboard().press("Escape");
        assertThat(page.locator("#detail")).isHidden();
        page.keyboard().press("Escape");
        assertThat(row(page, "speaks")).isVisible();
        page.keyboard().press("?");
        assertThat(page.locator("#keys")).isVisible();
    }

    @Test
    void keysDoNothingToWhatIsNotMarked(Pages pages) {
        Page page = pages.open(server.address() + "#q=picked");
        assertThat(page.locator("#rows tr")).hasCount(4);
        page.keyboard().press("g");
        assertThat(page.locator("#rows tr").first()).isFocused(); // that is all the first one does
        assertThat(page.locator("#confirm")).isHidden();
        page.keyboard().press("x");
        assertThat(page.locator("#target")).hasText("1 selected");
    }

    @Test
    void fieldsAreLeftForWhatTheyAreFor(Pages pages) {
        Page page = pages.open(server.address());
        row(page, "keys:keys_1").focus();
        page.keyboard().press("/");
        assertThat(page.locator("#filter")).isFocused();
        page.keyboard().type("keys");
        page.keyboard().press("Escape");
        assertThat(page.locator("#filter")).hasValue("");
        assertThat(row(page, "keys:keys_1")).isFocused();

        row(page, "speaks").focus();
        page.keyboard().press("o");
        assertThat(page.getByLabel("Output of speaks")).containsText("two");
        page.keyboard().press("/");
        assertThat(page.getByLabel("Search in the log")).isFocused();
        page.keyboard().type("one");
        assertThat(page.locator(".line.at")).hasText("one");
        page.keyboard().press("Escape");
        assertThat(page.locator(".log-lines")).isFocused();
        page.keyboard().press("j"); // of the list, which is not what is looked at
        page.keyboard().press("k");
        assertThat(page.locator("#detail-title")).hasText("speaks");
        page.getByLabel("Close", new GetByLabelOptions().setExact(true)).press("Enter");
        assertThat(row(page, "speaks")).isFocused();
    }

    @Test
    void whatComesAndGoesDoesNotTakeTheKeyboardAway(Pages pages) {
        Page page = pages.open(server.address());
        Locator fatal = page.locator(".chip[data-state=FATAL]");
        page.locator(".chip[data-state=STOPPED]").focus();
        server.daemon().rpc().call("supervisor.startProcess", XmlRpc.string("breaks"));
        assertThat(fatal).isVisible();
        assertThat(page.locator(".chip[data-state=STOPPED]")).isFocused();
        fatal.focus();
        server.daemon().rpc().call("supervisor.startProcess", XmlRpc.string("breaks")); // it is STARTING in between
        assertThat(row(page, "breaks").locator(".state")).hasText("fatal");
        assertThat(fatal).isFocused();
        Locator activity = page.locator("#views").getByText("Activity");
        activity.press("Enter");
        assertThat(activity).hasAttribute("aria-current", "page");
        assertThat(activity).isFocused();
    }

    @Test
    void allFailuresCanBeReadAndWhatIsDismissedLeavesTheKeyboardOnThePage(Pages pages) {
        Page page = pages.open(server.address() + "#group=missing");
        page.locator("[data-bulk=start]").press("Enter");
        page.locator("#confirm-yes").click();
        Locator toast = page.locator(".toast.bad");
        assertThat(toast).containsText("0 processes: started; 10 failed");
        assertThat(toast.getByText("missing:missing_9: no such file")).isHidden();
        toast.locator("summary").press("Enter");
        assertThat(toast.getByText("missing:missing_9: no such file")).isVisible();
        toast.getByLabel("Dismiss").press("Enter");
        assertThat(page.locator("#list")).isFocused();
    }

    @Test
    void aRowThatGoesLeavesItsKeysToNoOther(Pages pages) {
        for (String name : new String[] {"picked_0", "picked_1", "picked_2"}) {
            server.daemon().rpc().call("supervisor.startProcess", XmlRpc.string("picked:" + name));
        }
        Page page = pages.open(server.address() + "#q=picked&state=RUNNING");
        row(page, "picked:picked_1").focus();
        server.daemon().rpc().call("supervisor.stopProcess", XmlRpc.string("picked:picked_1"));
        assertThat(page.locator("#list")).isFocused();
        page.keyboard().press("j");
        assertThat(row(page, "picked:picked_2")).isFocused();
    }

    @Test
    void lettersAreNoCommandsForWhoDoesNotWantThem(Pages pages) {
        Page page = pages.open(server.address());
        page.keyboard().press("?");
        assertThat(page.locator("#keys button")).isFocused(); // whoever presses on closes it, and changes nothing
        page.getByLabel("Letters and signs are commands").uncheck();
        page.keyboard().press("Escape");
        row(page, "speaks").focus();
        page.keyboard().press("t");
        page.keyboard().press("?");
        page.keyboard().press("/");
        assertThat(page.locator("dialog[open]")).hasCount(0);
        assertThat(row(page, "speaks")).isFocused();
        page.reload();
        row(page, "speaks").focus();
        page.keyboard().press("t");
        page.keyboard().press("Enter");
        assertThat(page.locator("#detail-title")).hasText("speaks"); // no question was asked
        assertThat(page.locator("dialog[open]")).hasCount(0);
    }

    @Test
    void whatIsCoveredOnATelephoneIsPassedBy(Pages pages) {
        Page page = pages.open(server.address(), new Browser.NewContextOptions().setViewportSize(390, 800));
        row(page, "speaks").locator("a.name").click();
        assertThat(page.locator("#detail-title")).isFocused();
        for (int i = 0; i < 20; i++) {
            page.keyboard().press("Tab");
            Assertions.assertThat(page.evaluate("!document.activeElement.closest('#main, .bar')")).isEqualTo(true);
        }
        page.goBack();
        assertThat(page.locator("#detail")).isHidden();
        page.locator("#filter").click();
        assertThat(page.locator("#filter")).isFocused();
        page.goForward();
        assertThat(page.locator("#detail-title")).isFocused();
        page.setViewportSize(1280, 800);
        page.locator("#filter").click();
        assertThat(page.locator("#filter")).isFocused();
    }

    @Test
    void aVeryLongNameLeavesRoomForTheRest(Pages pages) {
        Page page = pages.open(server.address() + "#q=long&p=" + LONG);
        assertThat(page.locator("#detail-title")).hasAttribute("title", LONG);
        Assertions.assertThat(page.locator("#detail-title").boundingBox().height).isLessThan(100);
        page.setViewportSize(390, 800);
        page.getByLabel("Close", new GetByLabelOptions().setExact(true)).click();
        Assertions.assertThat(row(page, LONG).boundingBox().height).isLessThan(150);
    }
}
