package org.supervisor4j.acceptance.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.acceptance.web.Chromium.Pages;

/**
 * The main views can be read, by light and by dark: every text has the contrast that WCAG 2 asks for. What was looked at is kept in
 * {@code target/pictures}; the pictures in {@code docs/images} are copies.
 */
@ExtendWith(Chromium.class)
@ResourceLock(Chromium.LOCK)
class PicturesOfThePageIT {

    private static final Path PICTURES = Path.of("target", "pictures");

    /** Texts with a contrast below 4.5; what is disabled need not have it. */
    private static final String PALE = """
            () => {
              const channels = (colour) => {
                const c = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
                c.fillStyle = colour; c.fillRect(0, 0, 1, 1);
                return [...c.getImageData(0, 0, 1, 1).data];
              };
              const known = new Map();
              const rgba = (colour) => known.get(colour) ?? known.set(colour, channels(colour)).get(colour);
              const luminance = (c) => c.slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const ground = (element) => {
                for (let e = element; e; e = e.parentElement) {
                  const c = rgba(getComputedStyle(e).backgroundColor);
                  if (c[3] === 255) { return c; }
                }
                return [255, 255, 255, 255];
              };
              const pale = [];
              const walker = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const element = walker.currentNode.parentElement;
                if (!walker.currentNode.textContent.trim() || !element.checkVisibility() || element.closest(':disabled, option')) { continue; }
                const [a, b] = [luminance(rgba(getComputedStyle(element).color)), luminance(ground(element))].sort((x, y) => y - x);
                const contrast = (a + 0.05) / (b + 0.05);
                if (contrast < 4.5) { pale.push(`${contrast.toFixed(2)} ${element.className} '${element.textContent}'`); }
              }
              return pale;
            }
            """;

    @TempDir
    private static Path directory;

    @AutoClose
    private static PageServer server;

    @BeforeAll
    static void startTheDaemon() {
        String busy = "command=/bin/sh -c 'while :; do i=0; while [ $i -lt 9000 ]; do i=$((i+1)); done; sleep 0.3; done'";
        server = PageServer.start(directory, conf -> conf
                .append("supervisord", "identifier=shop-eu-1")
                .program("web", "command=/bin/sh -c 'n=0; while :; do n=$((n+1)); printf \"\\\\033[32mINFO\\\\033[0m  GET /basket/%%d served in"
                        + " \\\\033[1m%%d ms\\\\033[0m\\\\n\" $((n * 37 %% 9001)) $((n * 13 %% 40)); [ $((n %% 7)) = 0 ] && printf"
                        + " \"\\\\033[33mWARN\\\\033[0m  slow answer of \\\\033[36mdb-2\\\\033[0m\\\\n\"; [ $((n %% 23)) = 0 ] && printf"
                        + " \"\\\\033[31mERROR\\\\033[0m payment provider did not answer\\\\n\"; sleep 0.1; done'")
                .program("worker", busy, "numprocs=4", "process_name=worker_%(process_num)02d", "stdout_logfile=NONE")
                .program("mailer", "command=/bin/cat")
                .section("group:jobs", "programs=worker,mailer")
                .program("scheduler", "command=/bin/sh -c 'sleep 6; exit 3'", "startsecs=1")
                .program("search", "command=/opt/search/bin/run --heap 2g", "startretries=1")
                .program("migrate", "command=/bin/true", "startsecs=0", "autorestart=false")
                .program("report", "command=/bin/sleep 1000", "autostart=false"));
        server.daemon().awaitState("search", "FATAL");
        server.daemon().awaitState("migrate", "EXITED");
        server.daemon().awaitState("web", "RUNNING");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"processes, LIGHT, 1280, 620, '', #rows .col-cpu:text('%')", "processes, DARK, 1280, 620, '', #rows .col-cpu:text('%')",
        "log, DARK, 1280, 720, #p=web&tab=stdout, .line .fg-1", "log, LIGHT, 1280, 720, #p=web&tab=stdout, .line .fg-1",
        "process, LIGHT, 1280, 720, #p=scheduler, #detail .plot-bar", "process, DARK, 1280, 720, #p=scheduler, #detail .plot-bar",
        "telephone, LIGHT, 390, 760, '', #rows .note.bad", "activity, DARK, 1280, 620, #view=activity, .changes tr"})
    void aViewCanBeRead(String name, ColorScheme scheme, int width, int height, String view, String shown, Pages pages) {
        Page page = pages.open(server.address() + view, new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme));
        assertThat(page.locator("#connection")).hasText("Live");
        page.locator(shown).first().waitFor();
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png")));

        Assertions.assertThat((List<?>) page.evaluate(PALE)).isEmpty();
    }
}
