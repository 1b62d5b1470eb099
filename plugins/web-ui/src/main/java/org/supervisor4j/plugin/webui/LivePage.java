package org.supervisor4j.plugin.webui;

/**
 * The page for browsers: what is in its file, with the addresses of the version that there is, and with what the stream
 * of events would say first, so that there is something to see before there is a stream. Any thread.
 */
final class LivePage {

    private static final String WITHOUT_SCRIPTS = "<!-- without scripts -->";
    private static final String OPENING = "<!-- what the stream says first -->";
    private static final String OPENED = "<script type=\"text/event-stream\" id=\"opening\">%s</script>\n";

    private final PageFiles files;

    LivePage(PageFiles files) {
        this.files = files;
    }

    /**
     * As markup.
     *
     * @param opening events of a {@link Feed}
     * @param message for those without scripts; the others find it in the address
     */
    String markup(String opening, String message) {
        String page = files.find("index.html").orElseThrow().text();
        return page.replaceAll("(?<==\")(scripts|stylesheets|images)/", "$1/" + files.version() + "/")
                .replace(WITHOUT_SCRIPTS, PlainPage.elsewhere(message))
                .replace(OPENING, OPENED.formatted(opening.replace("<", "\\u003c"))); // in JSON, where it is the same
    }
}
