package org.supervisor4j.plugin.webui;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.plugin.CallThreads;
import org.supervisor4j.api.plugin.CallWatch;
import org.supervisor4j.api.web.WebPanel;

/** A panel of another plugin, asked on a few threads of its own: one that does not come back costs those who look at it. Any thread. */
final class AskedPanel {

    private static final int AT_A_TIME = 16;

    private final WebPanel panel;
    private final String name;
    private final CallThreads threads = new CallThreads("web-panel", AT_A_TIME, CallWatch.PATIENCE, new SlowGuests());

    /** @param title what stands above it */
    AskedPanel(WebPanel panel, String title) {
        this.panel = panel;
        this.name = "The panel " + title + " of " + panel.getClass().getName();
    }

    WebPanel panel() {
        return panel;
    }

    /** With its title, for the log. */
    String name() {
        return name;
    }

    CompletableFuture<List<WebPanel.Block>> content(Access access) {
        return threads.call(() -> name, () -> panel.content(access));
    }

    /** It has gone. */
    void close() {
        threads.withdrawn();
    }
}
