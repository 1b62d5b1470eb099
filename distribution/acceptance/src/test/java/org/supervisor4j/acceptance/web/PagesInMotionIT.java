package org.supervisor4j.acceptance.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.KeyboardModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.XmlRpc;
import org.supervisor4j.acceptance.web.Chromium.Pages;

/** The page changes by itself, but not under the hands and the eyes of who uses it. */
@ExtendWith(Chromium.class)
@ResourceLock(Chromium.LOCK)
class PagesInMotionIT {

    private static final String SLEEP = "command=/bin/sleep 1000";

    @TempDir
    private Path directory;

    @AutoClose
    private PageServer server;

    @BeforeEach
    void startTheDaemon() {
        server = PageServer.start(directory, conf -> conf
                .program("still", SLEEP, "numprocs=4", "process_name=still_%(process_num)d", "startsecs=0")
                .program("dies", SLEEP, "startsecs=0")
                .program("talks", "command=/bin/cat", "startsecs=0", "environment=ROUND=1"));
        server.daemon().awaitState("talks", "RUNNING");
    }

    private static Locator row(Page page, String id) {
        return page.locator("#rows tr[data-id=\"" + id + "\"]");
    }

    private static void hold(Page page, Locator where) {
        where.scrollIntoViewIfNeeded();
        BoundingBox box = where.boundingBox();
        page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
        page.mouse().down();
    }

    /** Something happens that the page has heard of when this returns. */
    private void another(String program, Page page) {
        page.evaluate("async () => { const { store } = await import(document.querySelector('script[type=module]').src"
                + ".replace(/app[^/]*$/, 'store.js')); window.heard = 0;"
                + " store.addEventListener('change', () => { window.heard += 1; }); }");
        LiveProcess.signal("KILL", server.daemon().pidOf(program));
        page.waitForFunction("() => window.heard > 0");
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"); // drawn, if it is
    }

    @Test
    void aClickIsNotLostWhenTheOrderChangesBetweenPressAndRelease(Pages pages) {
        Page page = pages.open(server.address() + "#sort=info");
        hold(page, row(page, "still:still_3").locator(".name"));
        another("dies", page);
        page.mouse().up();

        assertThat(page.locator("#detail-title")).hasText("still:still_3");
        assertThat(page.locator("#rows tr").first()).hasAttribute("data-id", "dies"); // released, it is in order
    }

    @Test
    void nothingIsDrawnWhileAButtonIsHeldThoughTheFocusMoves(Pages pages) {
        Page page = pages.open(server.address());
        page.getByRole(AriaRole.SEARCHBOX).first().focus();
        hold(page, row(page, "still:still_3").locator(".name"));
        Assertions.assertThat(page.evaluate("""
                async () => {
                  const { withNextFrame } = await import(pageFile('dom.js'));
                  window.drawn = 0;
                  withNextFrame(() => { window.drawn += 1; })();
                  await new Promise((done) => setTimeout(() => requestAnimationFrame(done), 300));
                  return window.drawn;
                }
                """)).isEqualTo(0);
        page.mouse().up();
        page.waitForFunction("() => window.drawn === 1");
    }

    @Test
    void theOrderWaitsForWhoAimsAtARowButNotForAPointerThatRests(Pages pages) {
        Page page = pages.open(server.address() + "#sort=info");
        Locator rows = page.locator("#rows tr");
        assertThat(rows).hasCount(6);
        another("talks", page);
        assertThat(rows.first()).hasAttribute("data-id", "talks");
        BoundingBox aim = row(page, "still:still_3").boundingBox();
        page.mouse().move(aim.x + 5, aim.y + 5);
        LiveProcess.signal("KILL", server.daemon().pidOf("dies"));
        int[] moves = {0};
        page.waitForCondition(() -> { // as hands do
            page.mouse().move(aim.x + 5 + moves[0]++ % 50, aim.y + 5);
            return page.locator("#held").isVisible();
        });
        assertThat(rows.first()).hasAttribute("data-id", "dies"); // after a while
        assertThat(page.locator("#held")).isHidden();
    }

    @Test
    void aNameInTheActivityStaysUnderThePointer(Pages pages) {
        Page page = pages.open(server.address());
        another("dies", page);
        page.getByText("Activity").click();
        Locator first = page.locator(".changes a").first();
        assertThat(first).hasText("dies");
        first.hover();
        another("talks", page);

        assertThat(page.locator("#newer")).containsText("newer");
        assertThat(first).hasText("dies");
        page.mouse().move(5, 5);
        assertThat(first).hasText("talks");
    }

    @Test
    void whatSomebodyHasMarkedToCopyStaysMarked(Pages pages) {
        Page page = pages.open(server.address() + "#p=dies");
        another("dies", page);
        Locator why = page.locator("#detail .why").filter(new Locator.FilterOptions().setHasText("killed by SIGKILL"));
        assertThat(why).hasCount(1);
        why.selectText();
        another("dies", page);
        page.waitForFunction("async () => (await (await fetch('api/process?name=dies')).json()).changes.length >= 6");
        page.evaluate("import(pageFile('store.js')).then(({ store }) => new Promise((done) => store.addEventListener('usage', done)))");

        Assertions.assertThat(page.evaluate("getSelection().toString()")).isEqualTo("killed by SIGKILL");
        page.evaluate("getSelection().removeAllRanges()");
        assertThat(why).hasCount(2);
    }

    @Test
    void aRangeIsSelectedWithTheShiftKey(Pages pages) {
        Page page = pages.open(server.address() + "#sort=name");
        page.mouse().move(5, 5);
        row(page, "still:still_0").locator("input").click();
        row(page, "still:still_3").locator("input").click(new Locator.ClickOptions().setModifiers(
                List.of(KeyboardModifier.SHIFT)));

        assertThat(page.locator("#target")).hasText("4 selected");
        assertThat(page.locator("#rows tr.selected")).hasCount(4);
    }

    @Test
    void whatIsReadInAFullLogStaysWhereItIs(Pages pages) throws IOException {
        Path log = log();
        append(log, 0, 5_000);
        Page page = pages.open(server.address() + "#p=talks&tab=stdout");
        assertThat(page.locator(".line").last()).hasText("line 4999");
        Locator follow = page.getByLabel("follow");
        page.locator(".log-lines").hover();
        page.mouse().wheel(0, -3); // less than a line
        assertThat(follow).not().isChecked();
        page.getByLabel("Search in the log").fill("line 3000");
        Locator found = page.locator(".line.at");
        assertThat(found).isInViewport();
        double place = found.boundingBox().y;
        append(log, 5_000, 300);

        assertThat(page.locator(".line").last()).hasText("line 5299");
        Assertions.assertThat(found.boundingBox().y).isCloseTo(place, Assertions.within(2.0));
        append(log, 5_300, 10_000);
        assertThat(page.locator(".log-status")).containsText("Paused");
        Assertions.assertThat(found.boundingBox().y).isCloseTo(place, Assertions.within(2.0));
        follow.check();
        assertThat(page.locator(".line").last()).hasText("line 15299");
    }

    @Test
    void anUpdateKeepsTheSelectionAndTheLogGoesOnWithTheNewFile(Pages pages) throws IOException {
        Page page = pages.open(server.address() + "#p=talks&tab=stdout");
        row(page, "talks").locator("input").click();
        assertThat(page.locator(".log-status")).hasText("Live");
        Path before = log();
        server.conf().program("talks", "command=/bin/cat", "startsecs=0", "environment=ROUND=2").write();
        Assertions.assertThat(server.daemon().ctl("update").out()).contains("talks: updated process group");
        server.daemon().awaitState("talks", "RUNNING");
        Assertions.assertThat(log()).isNotEqualTo(before);
        append(log(), 0, 1);

        assertThat(page.locator(".line").last()).hasText("line 0");
        assertThat(page.locator("#target")).hasText("1 selected");
    }

    /** That the daemon has made for the program, with a name of its own. */
    private Path log() {
        String info = server.daemon().rpc().call("supervisor.getProcessInfo", XmlRpc.string("talks")).body();
        Matcher name = Pattern.compile("talks-stdout[^<]*").matcher(info);
        Assertions.assertThat(name.find()).as(info).isTrue();
        return directory.resolve(name.group());
    }

    private static void append(Path log, int from, int number) throws IOException {
        Files.writeString(log, IntStream.range(from, from + number).mapToObj(i -> "line " + i + "\n")
                .collect(Collectors.joining()), StandardOpenOption.APPEND);
    }

    @Test
    void ofAProcessWithoutALogItIsSaidWhy(Pages pages) {
        server.conf().program("silent", SLEEP, "startsecs=0", "stdout_logfile=NONE").write();
        server.daemon().ctl("update");
        Page page = pages.open(server.address() + "#p=silent&tab=stdout");
        assertThat(page.locator("#tab-panel")).hasText(Pattern.compile("There is no file of it: stdout_logfile names none"));
    }

    @Test
    void aConfigurationThatIsLookedAtSaysWhenItHoldsNoMore(Pages pages) {
        Page page = pages.open(server.address() + "#p=dies&tab=configuration");
        assertThat(page.locator(".options")).containsText("/bin/sleep 1000");
        assertThat(page.locator(".outdated")).hasCount(0);
        server.conf().program("dies", "command=/bin/sleep 1001", "startsecs=0").write();
        server.daemon().ctl("reread");
        assertThat(page.locator(".outdated")).containsText("read last is another");
        assertThat(page.locator(".options")).containsText("/bin/sleep 1000");
        server.daemon().ctl("update");
        assertThat(page.locator(".options")).containsText("/bin/sleep 1001");
        assertThat(page.locator(".outdated")).hasCount(0);

        server.daemon().ctl("stop", "dies");
        server.daemon().ctl("remove", "dies");
        assertThat(page.locator(".outdated")).containsText("there no longer");
        assertThat(page.locator("#detail .facts")).isEmpty();
    }
}
