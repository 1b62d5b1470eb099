package org.supervisor4j.acceptance.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.supervisor4j.acceptance.support.Software;

/**
 * Gives tests pages in the system's own Chromium: one browser for all, a fresh profile for each page. What the browser complains of, a
 * script that fails or something that the policy forbids, fails the test. Playwright is for one thread at a time, so test classes with
 * this have a {@code @ResourceLock}.
 */
public final class Chromium implements ParameterResolver, AfterEachCallback {

    static final String LOCK = "chromium";

    /** A name of somebody else, who lets it lead to this machine. */
    static final String STRANGE_NAME = "strange.example";

    private static final double PATIENCE = 60_000; // ms

    private static final Namespace NAMESPACE = Namespace.create(Chromium.class);

    /** The browser, as long as there are tests. */
    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        static Running start() {
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE); // on machines that others use too
            Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            return new Running(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(Software.installed("/usr/bin/chromium", "chromium")))
                    .setArgs(List.of("--no-sandbox", // which root cannot have
                            "--host-resolver-rules=MAP " + STRANGE_NAME + " 127.0.0.1"))));
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    /** Opens pages in one test. */
    public static final class Pages {
        private final Browser browser;
        private final List<BrowserContext> contexts = new ArrayList<>();
        private final List<String> complaints = new ArrayList<>();

        private Pages(Browser browser) {
            this.browser = browser;
        }

        Page open(String address) {
            return open(address, new Browser.NewContextOptions().setViewportSize(1280, 800));
        }

        Page open(String address, Browser.NewContextOptions options) {
            BrowserContext context = browser.newContext(options);
            context.setDefaultTimeout(PATIENCE);
            contexts.add(context);
            Page page = context.newPage();
            page.onPageError(complaints::add);
            page.onConsoleMessage(message -> {
                // A connection that is lost on purpose is told, too.
                if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                    complaints.add(message.text());
                }
            });
            page.addInitScript("window.pageFile = (name) => new URL(name, document.querySelector('script[src]').src).href");
            page.navigate(address);
            return page;
        }

        List<String> complaints() {
            return complaints;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Pages.class;
    }

    @Override
    public Pages resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Running.class, _ -> Running.start(), Running.class);
        return context.getStore(NAMESPACE).getOrComputeIfAbsent(Pages.class, _ -> new Pages(running.browser()), Pages.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Pages pages = context.getStore(NAMESPACE).get(Pages.class, Pages.class);
        if (pages != null) {
            pages.contexts.forEach(BrowserContext::close);
            if (!pages.complaints.isEmpty() && context.getExecutionException().isEmpty()) {
                throw new AssertionError("the browser complains: " + pages.complaints);
            }
        }
    }
}
