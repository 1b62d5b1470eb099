package org.supervisor4j.plugin.webui;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.supervisor4j.api.access.Access;

/**
 * What one viewer is still to be sent, as server-sent events: it knows how far the viewer has seen, and asks for what is newer when the
 * viewer can take more. Not thread-safe.
 */
final class Feed {

    /** What a feed is made of, for all viewers. */
    record Source(String epoch, Board board, Usage usage, Supplier<String> about) {}

    private final Source source;
    private final Access access;
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private String about = "";
    private long seen;
    private long happenings;
    private long round;

    /**
     * @param hello what the viewer is told first, as JSON
     * @param lastEventId of what the viewer has seen already; null or unknown if it has seen nothing
     */
    Feed(Source source, Access access, String hello, String lastEventId) {
        this.source = source;
        this.access = access;
        resume(lastEventId);
        round = source.usage().latest().number();
        piece("retry: 1000\nevent: hello\ndata: " + hello + "\n\n");
    }

    private void resume(String lastEventId) {
        if (lastEventId == null) {
            return;
        }
        String[] parts = lastEventId.split("-", -1);
        if (parts.length == 3 && parts[0].equals(source.epoch())) {
            try {
                seen = Long.parseLong(parts[1]);
                happenings = Long.parseLong(parts[2]);
            } catch (NumberFormatException _) {
                seen = 0; // nothing of ours: everything is sent
                happenings = 0;
            }
        }
    }

    /** The next bytes; null if there is nothing to tell at the moment. */
    byte[] next() {
        if (pieces.isEmpty()) {
            board();
        }
        if (pieces.isEmpty()) {
            usage();
        }
        return pieces.poll();
    }

    private void board() {
        String now = source.about().get();
        Board.News news = source.board().since(seen, access);
        List<History.Happening> happened = source.board().happeningsAfter(news.full() ? 0 : happenings);
        seen = news.version();
        happenings = happened.isEmpty() ? happenings : happened.getLast().number();
        List<Map<String, Object>> activity = happened.stream()
                .filter(one -> access.mayView(one.process().group()))
                .map(History.Happening::json)
                .toList();
        boolean changedAbout = !now.equals(about);
        if (!news.full() && news.rows().isEmpty() && news.gone().isEmpty() && activity.isEmpty() && !changedAbout) {
            return;
        }
        about = now;
        piece("id: " + source.epoch() + "-" + seen + "-" + happenings + "\nevent: board\ndata: {\"full\":" + news.full()
                + ",\"now\":" + System.currentTimeMillis() + ",\"about\":" + now + ",\"rows\":[");
        boolean behind = false;
        for (Row row : news.rows()) {
            piece(behind ? "," + row.json() : row.json());
            behind = true;
        }
        piece("],\"gone\":" + Json.of(news.gone()) + ",\"activity\":" + Json.of(activity) + "}\n\n");
    }

    private void usage() {
        Usage.Round latest = source.usage().latest();
        if (latest.number() <= round) {
            return;
        }
        round = latest.number();
        List<Object> samples = new ArrayList<>();
        for (Usage.Sample sample : latest.samples()) {
            if (access.mayView(sample.group())) {
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
