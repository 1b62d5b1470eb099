package org.supervisor4j.acceptance.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.XmlRpc;
import org.supervisor4j.acceptance.web.Chromium.Pages;

/** Logs on the page: followed, searched, in colours, and never more than text. */
@ExtendWith(Chromium.class)
@ResourceLock(Chromium.LOCK)
class LogsOnThePageIT {

    @TempDir
    private static Path directory;

    @AutoClose
    private static PageServer server;

    @BeforeAll
    static void startTheDaemon() {
        server = PageServer.start(directory, conf -> conf
                // writes what it is sent
                .program("echo", "command=/bin/cat", "startsecs=0", "stdout_logfile=%(here)s/echo.log")
                .program("asking", "command=/bin/cat", "startsecs=0", "stdout_logfile=%(here)s/asking.log")
                .program("rotating", "command=/bin/cat", "startsecs=0", "stdout_logfile=%(here)s/rotating.log",
                        "stdout_logfile_maxbytes=2000", "stdout_logfile_backups=3", "stdout_logfile_compress=gzip"));
        server.daemon().awaitState("rotating", "RUNNING");
    }

    private static void say(String program, String text) {
        Assertions.assertThat(server.daemon().rpc().call("supervisor.sendProcessStdin", XmlRpc.string(program), XmlRpc.string(text)).status())
                .isEqualTo(200);
    }

    private static Locator line(Page page, String text) {
        return page.locator(".log-lines").getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    @Test
    void aLogIsFollowedOverRotationsAndCompression(Pages pages) {
        Page page = pages.open(server.address() + "#p=rotating&tab=stdout");
        assertThat(page.locator(".log-status")).hasText("Live");
        for (int i = 1; i <= 60; i++) {
            say("rotating", "line %03d %s\n".formatted(i, "x".repeat(90)));
        }
        Await.until("compressed backups", () -> Files.exists(directory.resolve("rotating.log.1.gz")));
        say("rotating", "line 061 after that\n");

        assertThat(page.locator(".line", new Page.LocatorOptions().setHasText("line 061"))).isInViewport();
        Assertions.assertThat(page.locator(".line").allTextContents().stream().map(text -> text.substring(5, 8)).toList())
                .isEqualTo(IntStream.rangeClosed(1, 61).mapToObj("%03d"::formatted).toList());
    }

    @Test
    void aLogIsOpenedAnewWhenThePageFindsItsConnectionSilent(Pages pages) {
        Page page = pages.open(server.address() + "#p=echo&tab=stdout");
        assertThat(page.locator(".log-status")).hasText("Live");
        page.waitForRequest(Pattern.compile(".*/logtail/echo.*"), () -> page.evaluate(
                "import(pageFile('store.js')).then(({ store }) => { store.dispatchEvent(new Event('silence')); })"));
        assertThat(page.locator(".log-status")).hasText("Live");
    }

    @Test
    void coloursAreShownAndMarkupIsNot(Pages pages) {
        Page page = pages.open(server.address() + "#p=echo&tab=stdout");
        // A control character cannot be sent by XML-RPC, so the log itself gets it.
        append("echo.log", "\u001b[1;31mred\u001b[0m and \u001b[38;5;46mgreen\u001b[m \u001b]0;title\u0007\u001b[2Jend\n"
                + "<script>document.title='owned'</script><img src=x onerror=alert(1)>\n");

        assertThat(line(page, "red and green end")).isVisible();
        assertThat(page.locator(".line .bold.fg-1")).hasText("red");
        assertThat(page.locator(".line span", new Page.LocatorOptions().setHasText("green"))).hasCSS("color", "rgb(0, 255, 0)");
        assertThat(line(page, "<script>document.title='owned'</script><img src=x onerror=alert(1)>")).isVisible();
        assertThat(page.locator(".log img, .log script")).hasCount(0);
        assertThat(page).hasTitle(Pattern.compile("Supervisor Status"));
    }

    private static void append(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLogIsSearched(Pages pages) {
        Page page = pages.open(server.address() + "#p=echo&tab=stdout");
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
    void aLineWithoutAnEndIsShownAndCompletedWhenTheRestComes(Pages pages) {
        Page page = pages.open(server.address() + "#p=asking&tab=stdout");
        assertThat(page.locator(".log-status")).hasText("Live");
        say("asking", "Password: ");
        assertThat(page.locator(".line.open")).hasText("Password: ");
        append("asking.log", "given\nloading  1%\rloading 50%"); // XML-RPC makes another character of a carriage return
        assertThat(line(page, "Password: given")).isVisible();
        assertThat(page.locator(".line.open")).hasText("loading 50%");
        append("asking.log", "\rloading 99%\n");
        assertThat(page.locator(".line.open")).hasCount(0);
        assertThat(page.locator(".line")).hasText(new String[] {"Password: given", "loading 99%"});
    }

    /** What comes all at once is not waited for by whoever wants to click. */
    @Test
    void ofABurstOnlyWhatIsKeptIsShownALittleWithEachFrame(Pages pages) {
        Page page = pages.open(server.address());
        Assertions.assertThat(page.evaluate("""
                async () => {
                  const { LogView } = await import(pageFile('log.js'));
                  const burst = Array.from({ length: 300_000 }, (_, i) => `line ${i}\n`).join('');
                  const real = window.fetch;
                  window.fetch = () => Promise.resolve(new Response(new ReadableStream({
                    start: (controller) => controller.enqueue(new TextEncoder().encode(burst)), // and it goes on
                  })));
                  const log = new LogView('stubbed');
                  window.fetch = real;
                  document.body.append(log.element);
                  let made = 0;
                  let most = 0;
                  const notes = [];
                  await new Promise((resolve) => {
                    new MutationObserver((changes) => {
                      const added = changes.flatMap((change) => [...change.addedNodes]);
                      made += added.length;
                      most = Math.max(most, added.length);
                      notes.push(...added.filter((one) => one.matches('.passed')).map((one) => one.textContent));
                      if (added.some((one) => one.textContent === 'line 299999')) {
                        resolve();
                      }
                    }).observe(log.body, { childList: true });
                  });
                  const lines = log.body.children;
                  log.close();
                  return [made <= 5002, most <= 500, lines.length, lines[0].textContent, notes.join()].join(' | ');
                }
                """)).isEqualTo("true | true | 5000 | line 295000 | 295,000 lines came too fast to be shown");
    }

    @Test
    void whenALogIsReadAnewWhatWasShownStaysUntilSomethingComes(Pages pages) {
        Page page = pages.open(server.address());
        Assertions.assertThat(page.evaluate("""
                async () => {
                  const { LogView } = await import(pageFile('log.js'));
                  const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
                  let late;
                  let anew;
                  const again = new Promise((resolve) => { anew = resolve; });
                  const answers = [new Response('old\\n'), new Response(new ReadableStream({ start: (stream) => { late = stream; } }))];
                  const real = window.fetch;
                  window.fetch = () => {
                    answers.length === 1 && anew();
                    return Promise.resolve(answers.shift());
                  };
                  const log = new LogView('stubbed');
                  document.body.append(log.element);
                  await again;
                  window.fetch = real;
                  await frame();
                  const between = log.body.textContent;
                  late.enqueue(new TextEncoder().encode('new\\n'));
                  while (log.body.textContent !== 'new') {
                    await frame();
                  }
                  log.close();
                  return between;
                }
                """)).isEqualTo("old");
    }

    @Test
    void whoReadsFurtherUpKeepsThePlaceWhenTheConnectionIsLost(Pages pages) {
        Page page = pages.open(server.address());
        Assertions.assertThat(page.evaluate("""
                async () => {
                  const { LogView } = await import(pageFile('log.js'));
                  const until = async (isSo) => {
                    while (!isSo()) {
                      await new Promise((resolve) => { requestAnimationFrame(resolve); });
                    }
                  };
                  const streams = [];
                  const asked = [];
                  const real = window.fetch;
                  window.fetch = (url) => (url.includes('/stubbed') ? Promise.resolve(new Response(new ReadableStream({
                    start: (stream) => { asked.push(url); streams.push(stream); } }))) : real(url));
                  const say = (words) => streams.at(-1).enqueue(new TextEncoder().encode(words));
                  const log = new LogView('stubbed');
                  document.body.append(log.element);
                  await until(() => streams.length === 1);
                  say('old\\n' + 'x'.repeat(50000) + '\\n');
                  await until(() => log.body.textContent.startsWith('old'));
                  const cut = log.body.children.length;
                  log.follow.checked = false;
                  streams[0].close();
                  await until(() => log.status.textContent !== 'Live');
                  const between = [log.status.textContent, log.body.firstChild.textContent, asked.length];
                  log.follow.click();
                  await until(() => streams.length === 2);
                  say('new\\n');
                  await until(() => log.body.textContent === 'new');
                  window.fetch = real;
                  log.close();
                  return [cut, ...between, asked.length].join('|');
                }
                """)).isEqualTo("4|Connection lost; it goes on when you follow it|old|1|2");
    }

    /** Each text as a program may write it, what is to be read of it, and the classes and colours of its parts. */
    @Test
    void whatIsForTerminalsIsUnderstoodOrLeftOut(Pages pages) {
        Page page = pages.open(server.address());
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("\\x1b[?25lhidden\\x1b[?25h \\x1b[>4;2mcursor\\x1b[=1c", "hidden| |cursor");
        wanted.put("a\\x1b7b\\x1b8c\\x1b=d\\x1bcf", "a|b|c|d|f");
        wanted.put("a\\x1b(Bb\\x1b#8c\\x1b%Gd", "a|b|c|d");
        wanted.put("\\x1b]0;title\\x07a\\x1b]8;;http://x\\x1b\\\\link\\x1b]8;;\\x1b\\\\b", "a|link|b");
        wanted.put("a\\x1bPq#0;2\\x1b[m\\x1b\\\\b\\x1b_apc\\x1b\\\\c\\x1b^pm\\x1b\\\\d\\x1bXsos\\x9ce", "a|b|c|d|e");
        wanted.put("a\\x9b31mb\\x9b0m", "a|b[fg-1]");
        wanted.put("a\\x1b[31", "a");
        wanted.put("a\\x1b]0;never ended", "a");
        wanted.put("\\x1b[38:2::10:20:30ma", "a[rgb(10, 20, 30)]");
        wanted.put("\\x1b[38:2:10:20:30ma", "a[rgb(10, 20, 30)]");
        wanted.put("\\x1b[38;2;10;20;30;1ma", "a[bold rgb(10, 20, 30)]");
        wanted.put("\\x1b[38:5:46;4ma", "a[underline rgb(0, 255, 0)]");
        wanted.put("\\x1b[38;5;1;3ma", "a[italic fg-1]");
        wanted.put("\\x1b[4:3ma\\x1b[4:0mb", "a[underline]|b");
        wanted.put("\\x1b[58:2::1:2:3;1ma\\x1b[58;5;9;22mb", "a[bold]|b");
        wanted.put("\\x1b[9;91;44ma\\x1b[29;39;49mb", "a[struck fg-9 bg-4]|b");
        wanted.put("\\x1b[1;31ma\\x1b[;4mb\\x1b[mc", "a[bold fg-1]|b[underline]|c");

        wanted.forEach((text, shown) -> Assertions.assertThat(page.evaluate("""
                async (text) => {
                  const { Style, render } = await import(pageFile('ansi.js'));
                  const style = new Style();
                  return render(text, style).nodes.map((node) => {
                    const how = node.className === undefined ? '' : `${node.className} ${node.style.color}`.trim();
                    return node.textContent + (how ? `[${how}]` : '');
                  }).join('|');
                }
                """, unescaped(text))).as(text).isEqualTo(shown));
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\x([0-9a-f]{2})").matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))))
                .replace("\\\\", "\\");
    }

    @Test
    void theDaemonsLogIsThereToo(Pages pages) {
        Page page = pages.open(server.address() + "#view=daemon");
        assertThat(page.locator(".line", new Page.LocatorOptions().setHasText("spawned: 'echo' with pid"))).hasCount(1);
    }

    @Test
    void ofTooManyHappeningsANoisyGroupLosesItsOwn(Pages pages) {
        Page page = pages.open(server.address());
        Assertions.assertThat(page.evaluate("""
                async () => {
                  const { store } = await import(pageFile('store.js'));
                  const happened = (g, i) => ({ g, i });
                  const board = (activity) => store.board({ full: false, now: Date.now(), about: store.about, rows: [], gone: [], activity });
                  board([happened('quiet', 1)]);
                  board(Array.from({ length: 700 }, (_, i) => happened('noisy', i + 2)));
                  return [store.activity.length, store.activity.some((one) => one.g === 'quiet'), store.activity[0].i].join();
                }
                """)).isEqualTo("500,true,701");
    }
}
