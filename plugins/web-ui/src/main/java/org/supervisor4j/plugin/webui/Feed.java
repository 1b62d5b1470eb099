package org.supervisor4j.plugin.webui;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * What one viewer is still to be sent, as server-sent events: it knows how far the viewer has seen, and asks for what
 * is newer when the viewer can take more. Not thread-safe.
 */
final class Feed {

    /**
     * What a feed is made of, for all viewers.
     *
     * @param epoch another one with each life of the plugin
     * @param about what can change of the page itself, for who sees these groups, as JSON
     */
    record Source(String epoch, Board board, Usage usage, Orders orders, Function<VisibleGroups, String> about) {}

    private final Source source;
    private final Viewer viewer;
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private VisibleGroups visible;
    private String about = "";
    private Bookmark seen;
    private long results; // whoever connects is told all that are kept: one that was on its way may have been lost
    private long round;

    /**
     * @param hello what the viewer is told first, as JSON
     * @param lastEventId of what the viewer has seen already; null or unknown if it has seen nothing
     */
    Feed(Source source, Viewer viewer, String hello, String lastEventId) {
        this.source = source;
        this.viewer = viewer;
        this.visible = VisibleGroups.of(source.board().groups(), viewer.access());
        this.seen = Bookmark.parse(lastEventId).filter(one -> one.isOf(source.epoch(), visible)).orElse(Bookmark.NONE);
        this.round = source.usage().latest().number();
        piece("event: hello\ndata: " + hello + "\n\n");
    }

    /** What a viewer who has seen nothing is told first, as text: for a page that brings it along. */
    String opening() {
        board();
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(new String(piece, StandardCharsets.UTF_8)));
        return text.toString();
    }

    /** The next bytes; null if there is nothing to tell at the moment. */
    byte[] next() {
        if (pieces.isEmpty()) {
            board();
        }
        if (pieces.isEmpty()) {
            results();
        }
        if (pieces.isEmpty()) {
            usage();
        }
        return pieces.poll();
    }

    private void board() {
        SortedSet<String> groups = source.board().groups();
        if (groups != visible.of()) { // it is the same set until there are others
            visible = VisibleGroups.of(groups, viewer.access());
        }
        String now = source.about().apply(visible);
        Board.News news = source.board().since(seen.version(), seen.happenings(), viewer.access());
        List<History.Happening> happened = news.happened();
        long happenings = happened.isEmpty() ? seen.happenings() : happened.getLast().number();
        seen = new Bookmark(source.epoch(), news.version(), happenings, visible.digest());
        List<Map<String, Object>> activity = happened.stream()
                .filter(one -> viewer.access().mayView(one.process().group()))
                .map(History.Happening::json)
                .toList();
        boolean changedAbout = !now.equals(about);
        if (!news.full() && news.rows().isEmpty() && news.gone().isEmpty() && activity.isEmpty() && !changedAbout) {
            return;
        }
        about = now;
        piece("id: " + seen + "\nevent: board\ndata: {\"full\":" + news.full()
                + ",\"now\":" + System.currentTimeMillis() + ",\"about\":" + now + ",\"rows\":[");
        boolean behind = false;
        for (Row row : news.rows()) {
            piece(behind ? "," + row.json() : row.json());
            behind = true;
        }
        piece("],\"gone\":" + Json.of(news.gone()) + ",\"activity\":" + Json.of(activity) + "}\n\n");
    }

    /** After the board, so that a page that is told of a result shows it already. */
    private void results() {
        for (Orders.Result result : source.orders().after(results, viewer.token())) {
            results = result.number();
            piece("event: result\ndata: {\"id\":" + Json.of(result.id()) + ",\"result\":" + result.json() + "}\n\n");
        }
    }

    private void usage() {
        Usage.Round latest = source.usage().latest();
        if (latest.number() <= round) {
            return;
        }
        round = latest.number();
        List<Object> samples = new ArrayList<>();
        for (Usage.Sample sample : latest.samples()) {
            if (viewer.access().mayView(sample.group())) {
                samples.add(List.of(sample.key(), sample.permille(), sample.kilobytes()));
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("now", System.currentTimeMillis());
        json.put("u", samples);
        piece("event: usage\ndata: " + Json.of(json) + "\n\n");
    }

    private void piece(String text) {
        pieces.add(text.getBytes(StandardCharsets.UTF_8));
    }
}
