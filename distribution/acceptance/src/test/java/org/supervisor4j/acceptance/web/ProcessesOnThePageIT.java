package org.supervisor4j.acceptance.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.web.Chromium.Pages;

/** The list of processes: what it shows, and what can be done with them. Each test has programs of its own. */
@ExtendWith(Chromium.class)
@ResourceLock(Chromium.LOCK)
class ProcessesOnThePageIT {

    private static final String SLEEP = "command=/bin/sleep 1000";
    private static final String HOSTILE = "<img\tsrc=x\tonerror=alert(1)>&quot;'\"";

    @TempDir
    private static Path directory;

    @AutoClose
    private static PageServer server;

    @BeforeAll
    static void startTheDaemon() {
        server = PageServer.start(directory, conf -> conf
                .program("killed", SLEEP, "startsecs=0")
                .program("one", SLEEP, "autostart=false", "startsecs=0")
                .program("trapper", "command=/bin/sh -c \"trap 'echo caught' USR1; while :; do sleep 0.05; done\"", "startsecs=0")
                .program("crew", SLEEP, "numprocs=3", "process_name=crew_%(process_num)d", "autostart=false", "startsecs=0")
                .program("picked", SLEEP, "numprocs=4", "process_name=picked_%(process_num)d", "autostart=false", "startsecs=0")
                .program("stubborn", "command=/bin/sh -c \"trap '' TERM; while :; do sleep 0.2; done\"", "numprocs=7",
                        "process_name=stubborn_%(process_num)d", "startsecs=0", "stopwaitsecs=1000")
                .program("missing", "command=/no/such/program", "autostart=false", "startretries=0")
                .program("broken", "command=/bin/false", "autostart=false", "startretries=0")
                .program(HOSTILE, SLEEP, "startsecs=0"));
        server.daemon().awaitState("trapper", "RUNNING");
    }

    private static Locator row(Page page, String name) {
        String quoted = name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\9 ");
        return page.locator("#rows tr[data-id=\"" + quoted + "\"]");
    }

    private static Locator state(Page page, String name) {
        return row(page, name).locator(".state");
    }

    private static void press(Locator where, String button) {
        // in a row with the name of its process
        where.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + button + "( |$)"))).click();
    }

    private static void confirm(Page page) {
        page.locator("#confirm-yes").click();
    }

    private static Locator result(Page page, String text) {
        return page.locator(".toast", new Page.LocatorOptions().setHasText(text));
    }

    @Test
    void aKilledProcessIsShownWithItsNewPidAndTheReasonByItself(Pages pages) {
        Page page = pages.open(server.address());
        long old = server.daemon().pidOf("killed");
        assertThat(row(page, "killed").locator(".col-pid")).hasText(Long.toString(old));

        LiveProcess.signal("KILL", old);

        assertThat(row(page, "killed")).containsText("before: killed by SIGKILL");
        assertThat(row(page, "killed").locator(".col-pid")).hasText(Long.toString(server.daemon().pidOf("killed")));
        assertThat(row(page, "killed").locator(".col-restarts")).hasText("1");
        assertThat(page).hasTitle(Pattern.compile("Supervisor Status"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Activity")).click();
        assertThat(page.locator(".changes tr").filter(new Locator.FilterOptions().setHasText("killed by SIGKILL"))).hasCount(1);
    }

    @Test
    void oneIsStartedRestartedAndStopped(Pages pages) {
        Page page = pages.open(server.address());
        press(row(page, "one"), "Start");
        assertThat(state(page, "one")).hasText("running");
        assertThat(result(page, "one: started")).isVisible();
        long first = server.daemon().pidOf("one");

        press(row(page, "one"), "Restart");
        assertThat(page.locator("#confirm-title")).hasText("Restart one?");
        page.locator("#confirm-no").click();
        Assertions.assertThat(server.daemon().pidOf("one")).isEqualTo(first);
        press(row(page, "one"), "Restart");
        confirm(page);
        assertThat(result(page, "one: restarted")).isVisible();
        Assertions.assertThat(server.daemon().pidOf("one")).isNotEqualTo(first);

        press(row(page, "one"), "Stop");
        confirm(page);
        assertThat(state(page, "one")).hasText("stopped");
        assertThat(row(page, "one")).containsText("killed by SIGTERM");
        Assertions.assertThat(server.daemon().state("one")).isEqualTo("STOPPED");
    }

    @Test
    void aSignalIsSentAndALogCleared(Pages pages) {
        Page page = pages.open(server.address() + "#p=trapper&tab=stdout");
        Locator detail = page.locator("#detail");
        press(detail, "Signal");
        page.locator("#signal").selectOption("USR1");
        confirm(page);
        assertThat(result(page, "trapper: sent SIGUSR1").first()).isVisible();
        assertThat(page.locator(".log-lines")).containsText("caught");

        press(detail, "Clear logs");
        confirm(page);
        assertThat(result(page, "trapper: log cleared")).isVisible();
        assertThat(page.locator(".log-lines")).not().containsText("caught");
        press(detail, "Signal");
        assertThat(page.locator("#signal")).hasValue("HUP"); // not what was sent last
        page.locator("#signal").selectOption("USR1");
        confirm(page);
        assertThat(page.locator(".log-lines")).containsText("caught");
    }

    /** By the buttons for several. */
    private static void order(Page page, String action, String question, String done) {
        press(page.locator(".bulk"), action);
        assertThat(page.locator("#confirm-title")).hasText(question);
        confirm(page);
        assertThat(result(page, done)).isVisible();
    }

    @Test
    void withAGroupEverythingCanBeDone(Pages pages) {
        Page page = pages.open(server.address());
        page.locator("#group").selectOption("crew");
        assertThat(page.locator("#rows tr")).hasCount(3);
        order(page, "Start", "Start group crew?", "3 processes: started");
        assertThat(page.locator("#rows .state.running")).hasCount(3);
        order(page, "Restart", "Restart group crew?", "3 processes: restarted");
        order(page, "Signal", "Signal group crew?", "3 processes: sent SIGHUP");
        assertThat(page.locator("#rows tr").filter(new Locator.FilterOptions().setHasText("killed by SIGHUP"))).hasCount(3);
        order(page, "Clear logs", "Clear the logs of group crew?", "3 processes: log cleared");
        order(page, "Stop", "Stop group crew?", "3 processes: stopped");
        assertThat(page.locator("#rows .state.stopped")).hasCount(3);
    }

    @Test
    void withASelectionEverythingCanBeDone(Pages pages) {
        Page page = pages.open(server.address() + "#q=picked");
        row(page, "picked:picked_1").getByRole(AriaRole.CHECKBOX).check();
        row(page, "picked:picked_3").getByRole(AriaRole.CHECKBOX).check();
        assertThat(page.locator("#target")).hasText("2 selected");
        press(page.locator(".bulk"), "Start");
        assertThat(page.locator("#rows .state.running")).hasCount(2);
        Assertions.assertThat(server.daemon().state("picked:picked_0")).isEqualTo("STOPPED");
        Assertions.assertThat(server.daemon().state("picked:picked_3")).isEqualTo("RUNNING");
        order(page, "Restart", "Restart 2 selected?", "2 processes: restarted");
        order(page, "Signal", "Signal 2 selected?", "2 processes: sent SIGHUP");
        order(page, "Clear logs", "Clear the logs of 2 selected?", "2 processes: log cleared");
        order(page, "Stop", "Stop 2 selected?", "2 processes: stopped");
        assertThat(page.locator("#rows .state.running")).hasCount(0);
    }

    @Test
    void withNothingSelectedTheButtonsSayThatTheyAreForAllAndAsk(Pages pages) {
        Page page = pages.open(server.address());
        assertThat(row(page, "killed")).isVisible();
        press(page.locator(".bulk"), "Start all");
        assertThat(page.locator("#confirm-title")).hasText("Start all processes?");
        page.locator("#confirm-no").click();
        row(page, "one").getByRole(AriaRole.CHECKBOX).check();
        assertThat(page.locator("[data-bulk=start]")).hasText("Start");
        Assertions.assertThat(server.daemon().state("missing")).isEqualTo("STOPPED");
    }

    @Test
    void whatTakesItsTimeToStopHoldsNothingUpAndCanBeKilled(Pages pages) {
        Page page = pages.open(server.address());
        for (int i = 0; i < 7; i++) { // more than a browser has connections
            press(row(page, "stubborn:stubborn_" + i), "Stop");
            confirm(page);
            assertThat(state(page, "stubborn:stubborn_" + i)).hasText("stopping");
        }
        page.locator("#rows tr[data-id='stubborn:stubborn_0'] a.name").click();
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Configuration")).click();
        assertThat(page.locator(".options")).containsText("stopwaitsecs");
        assertThat(page.locator("#rows .state.stopping")).hasCount(7); // none has waited for another's end
        page.reload();
        assertThat(page.locator("#rows tr.busy")).hasCount(7); // it has not forgotten what was ordered

        assertThat(page.locator("#detail [data-act=stop]")).isDisabled();
        press(page.locator("#detail"), "Signal");
        page.locator("#signal").selectOption("KILL");
        confirm(page);
        assertThat(result(page, "stubborn:stubborn_0: sent SIGKILL")).isVisible();
        assertThat(result(page, "stubborn:stubborn_0: stopped")).isVisible();
        server.daemon().awaitState("stubborn:stubborn_0", "STOPPED");
        for (int i = 1; i < 7; i++) {
            LiveProcess.signal("KILL", server.daemon().pidOf("stubborn:stubborn_" + i));
        }
    }

    @Test
    void whyAStartHasFailedIsSaidAndStays(Pages pages) {
        Page page = pages.open(server.address());
        press(row(page, "missing"), "Start");
        assertThat(page.locator(".toast.bad")).containsText("missing: no such file: can't find command '/no/such/program'");
        press(page.locator(".toast.bad"), "Dismiss");

        press(row(page, "broken"), "Start");
        assertThat(page.locator(".toast.bad")).containsText("broken: spawn error: Exited too quickly");
        assertThat(row(page, "broken").locator(".note.bad")).containsText("Exited too quickly");
        page.locator("#chips").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("Fatal|fatal"))).click();
        assertThat(page.locator("#rows tr")).hasCount(1);
        press(page.locator(".toast.bad"), "Dismiss");
        assertThat(page.locator(".toast.bad")).hasCount(0);
    }

    @Test
    void processorAndMemoryAreShownWhileSomebodyLooks(Pages pages) {
        Page page = pages.open(server.address() + "#p=killed");
        assertThat(row(page, "killed").locator(".col-memory")).hasText(Pattern.compile("\\d.* [KM]B"));
        assertThat(page.locator("#detail .plot")).hasCount(3);
        assertThat(page.locator("#detail .plot-line").first()).hasAttribute("points", Pattern.compile("\\d+.* \\d+"));
    }

    @Test
    void whatIsNotKnownIsAGapInThePlotsAndEveryRestartCounts(Pages pages) {
        Page page = pages.open(server.address());
        Assertions.assertThat(page.evaluate("""
                async () => {
                  const { addSample, beginRound, newSamples, rowsOf, spanOf } = await import(pageFile('samples.js'));
                  const { perMinute } = await import(pageFile('plot.js'));
                  const told = new Date(2100, 0).getTime(); // later than what the page hears meanwhile
                  const samples = newSamples();
                  const hear = (seconds, pid, memory) => {
                    beginRound(told + seconds * 1000);
                    addSample(samples, { pid, cpu: undefined, memory });
                  };
                  [[0, 7, 1], [2, 7, 2], [20, 7, 3], [22, 8, 4], [24, 0], [26, 9, 5], [28, 9, 6]].forEach((one) => hear(...one));
                  const spans = [spanOf(samples, told + 28_000), spanOf(samples, told + 61_000)];
                  const rows = rowsOf(samples, 'memory', told + 1000).map((row) => row.map(([, value]) => value));
                  hear(3600, 9, 7);
                  return JSON.stringify([rows, spans, rowsOf(samples, 'memory', 0).length, rowsOf(samples, 'cpu', 0).length,
                    perMinute([[60_000, 400], [120_000, 2]], 185_000, 3)]);
                }
                """)).isEqualTo("[[[2],[3],[4],[5,6]],[60000,300000],1,0,[400,2,0]]");
    }

    @Test
    void aHostileNameIsText(Pages pages) {
        Page page = pages.open(server.address());
        assertThat(row(page, HOSTILE)).isVisible();
        row(page, HOSTILE).locator("a.name").click();
        assertThat(page.locator("#detail-title")).hasText(HOSTILE);
        assertThat(page.locator("#app img")).hasCount(1); // our own
        page.navigate(server.address() + "index.html?action=stop&processname=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8));
        assertThat(page.locator("h1")).hasText("Stop: " + HOSTILE + "?");
        assertThat(page.locator("img")).hasCount(0);
    }

    @Test
    void itFitsATelephoneAndTheDark(Pages pages) {
        Page page = pages.open(server.address(), new Browser.NewContextOptions().setViewportSize(390, 800).setColorScheme(ColorScheme.DARK));
        assertThat(row(page, "killed")).isVisible();
        assertFits(page);
        Assertions.assertThat(brightness(page)).isLessThan(80);
        row(page, "killed").locator("a.name").click();
        for (int[] size : new int[][] {{390, 800}, {360, 640}, {320, 568}, {800, 360}, {568, 320}}) {
            page.setViewportSize(size[0], size[1]);
            assertThat(page.locator("#detail-title")).isInViewport();
            assertThat(page.locator("#detail [data-act=stop]")).isInViewport();
            assertFits(page);
        }
        page.locator("#detail").getByLabel("Close").click();
        for (int[] size : new int[][] {{800, 360}, {568, 320}, {320, 568}, {360, 640}}) {
            page.setViewportSize(size[0], size[1]);
            row(page, "killed").locator("[data-do=stop]").scrollIntoViewIfNeeded();
            assertThat(row(page, "killed").locator("[data-do=stop]")).isInViewport();
            assertFits(page);
        }
        page.locator("#theme").click(); // light
        Assertions.assertThat(brightness(page)).isGreaterThan(200);
    }

    @Test
    void whereThereIsLittleHeightWhatStandsAboveScrollsAway(Pages pages) {
        Page page = pages.open(server.address(), new Browser.NewContextOptions().setViewportSize(640, 400));
        assertThat(row(page, "trapper")).hasCount(1);
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
        Assertions.assertThat(page.evaluate("document.querySelector('#rows').getBoundingClientRect().top < 0")).isEqualTo(true);
        row(page, "trapper").locator("[data-do=log]").click();
        assertThat(page.locator(".log-status")).hasText("Live");
        Assertions.assertThat(page.locator(".log-lines").boundingBox().height).isGreaterThan(280);
        assertThat(page.locator(".log-lines")).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(0.95));
    }

    @Test
    void inColoursOfTheReadersOwnWhatIsSelectedAndFoundIsSeen(Pages pages) {
        Page page = pages.open(server.address(), new Browser.NewContextOptions().setViewportSize(1280, 800).setForcedColors(ForcedColors.ACTIVE));
        row(page, "one").getByRole(AriaRole.CHECKBOX).check();
        assertThat(row(page, "one")).hasCSS("outline-style", "solid");
        assertThat(row(page, "killed")).hasCSS("outline-style", "none");
        page.evaluate("document.body.append(Object.assign(document.createElement('p'), { className: 'line hit at', textContent: 'x' }))");
        assertThat(page.locator(".line.hit")).hasCSS("outline-style", "solid");
        assertThat(page.locator(".line.hit")).hasCSS("forced-color-adjust", "none");
    }

    @Test
    void aTelephoneCanSortSelectAllAndSeesWhatProcessesUse(Pages pages) {
        Page page = pages.open(server.address(), new Browser.NewContextOptions().setViewportSize(390, 800));
        assertThat(row(page, "killed").locator(".col-memory")).hasText(Pattern.compile("\\d.* [KM]B"));
        assertThat(row(page, "killed").locator(".col-cpu")).isVisible();
        page.locator("#sort").selectOption("memory");
        assertThat(page).hasURL(Pattern.compile(".*sort=memory.*"));
        page.locator("#reverse").click();
        assertThat(page).hasURL(Pattern.compile(".*sort=-memory.*"));
        page.locator("#filter").fill("picked");
        page.locator("#select-shown").check();
        assertThat(page.locator("#target")).hasText("4 selected");
        assertFits(page);
    }

    private static void assertFits(Page page) {
        Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    }

    private static int brightness(Page page) {
        return ((Number) page.evaluate("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")).intValue();
    }
}
