package org.supervisor4j.plugin.webui;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Access;

/** The page for those without scripts: people, and tools that look for supervisord's texts in it. Any thread. */
final class PlainPage {

    private static final DateTimeFormatter CTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);
    private static final String HIDDEN = "<li><a class=\"hidden\" href=\"#\" name=\"#\">Action</a></li>\n";

    private final Supervisor supervisor;
    private final Clock clock;

    PlainPage(Supervisor supervisor, Clock clock) {
        this.supervisor = supervisor;
        this.clock = clock;
    }

    /**
     * What stands in place of the overview in a page that is for scripts: the way to it for a browser that has none.
     */
    static String elsewhere(String message) {
        String address = "index.html?plain=1" + (message.isEmpty() ? "" : "&amp;message=" + Names.quoted(message));
        return """
                <meta http-equiv="refresh" content="0; url=%1$s">
                <p><a href="%1$s">Without scripts</a></p>
                """.formatted(address);
    }

    /** What stands in the page's body, in supervisord's structure. */
    String overview(String message, Access access) {
        List<ProcessInfo> processes =
                supervisor.processes().stream().filter(one -> access.mayView(one.id().group())).toList();
        StringBuilder html = new StringBuilder(1_024 + processes.size() * 1_024);
        html.append("<div id=\"wrapper\">\n<div>\n").append(message.isEmpty()
                ? "<div class=\"hidden\">#</div>\n"
                : "<div class=\"status_msg\">" + Html.escaped(message) + "</div>\n");
        html.append("""
                <form action="index.html" method="post">
                <ul class="clr" id="buttons">
                <li class="action-button"><a href="index.html?action=refresh">Refresh</a></li>
                """);
        if (processes.isEmpty() || processes.stream().anyMatch(one -> access.mayOperate(one.id().group()))) {
            html.append("""
                    <li class="action-button"><a href="index.html?action=restartall">Restart All</a></li>
                    <li class="action-button"><a href="index.html?action=stopall">Stop All</a></li>
                    """);
        }
        html.append("</ul>\n");
        if (processes.isEmpty()) {
            html.append("No programs to manage\n");
        } else {
            html.append("""
                    <table>
                    <thead><tr><th class="state">State</th><th class="desc">Description</th><th class="name">Name</th>\
                    <th class="action">Action</th></tr></thead>
                    <tbody>
                    """);
            Instant now = clock.instant();
            boolean shade = false;
            for (ProcessInfo process : processes) {
                row(process, access.mayOperate(process.id().group()), shade, now, html);
                shade = !shade;
            }
            html.append("</tbody></table>\n");
        }
        return html.append("""
                        </form>
                        </div>
                        </div>
                        <div id="footer" class="clr"><div class="left">
                        <a href="http://supervisord.org">Supervisor</a> <span>""")
                .append(Html.escaped(supervisor.version()))
                .append("</span>\n</div></div>\n")
                .toString();
    }

    private void row(ProcessInfo process, boolean operable, boolean shade, Instant now, StringBuilder html) {
        String name = Html.escaped(process.id().toString());
        String quoted = Names.quoted(process.id().toString());
        ProcessState state = process.state();
        html.append("<tr class=\"").append(shade ? "shade" : "").append("\">\n<td class=\"status\"><span class=\"")
                .append(style(state)).append("\">").append(state.name().toLowerCase(Locale.ROOT))
                .append("</span></td>\n<td><span>")
                .append(Html.escaped(process.description(now, clock.getZone())))
                .append("</span></td>\n<td><a href=\"tail.html?processname=").append(quoted)
                .append("\" target=\"_blank\">")
                .append(name).append("</a></td>\n<td class=\"action\"><ul>\n");
        if (operable) {
            actions(state, quoted, html);
        } else {
            html.append(HIDDEN).append(HIDDEN);
        }
        tail(quoted, "", "Tail -f Stdout", html);
        tail(quoted, "/stderr", "Tail -f Stderr", html);
        html.append("</ul></td>\n</tr>\n");
    }

    private static void actions(ProcessState state, String quoted, StringBuilder html) {
        switch (state) {
            case RUNNING -> {
                action(quoted, "restart", "Restart", html);
                action(quoted, "stop", "Stop", html);
            }
            case STOPPED, EXITED, FATAL -> {
                action(quoted, "start", "Start", html);
                html.append(HIDDEN);
            }
            case STARTING, BACKOFF, STOPPING, UNKNOWN -> html.append(HIDDEN).append(HIDDEN);
        }
        action(quoted, "clearlog", "Clear Log", html);
    }

    private static void action(String quoted, String action, String label, StringBuilder html) {
        html.append("<li><a href=\"index.html?processname=").append(quoted).append("&amp;action=").append(action)
                .append("\" name=\"").append(label).append("\">").append(label).append("</a></li>\n");
    }

    private static void tail(String quoted, String channel, String label, StringBuilder html) {
        html.append("<li><a href=\"logtail/").append(quoted).append(channel).append("\" name=\"").append(label)
                .append("\" target=\"_blank\">").append(label).append("</a></li>\n");
    }

    private static String style(ProcessState state) {
        return switch (state) {
            case RUNNING -> "statusrunning";
            case FATAL, BACKOFF -> "statuserror";
            case STOPPED, STARTING, STOPPING, EXITED, UNKNOWN -> "statusnominal";
        };
    }

    /** Asks whether an action is meant; the answer is a POST. */
    String question(LinkedAction action, String token) {
        String whom = action instanceof LinkedAction.OfOne one
                ? "<input type=\"hidden\" name=\"processname\" value=\"" + Html.escaped(one.name()) + "\">"
                : "";
        String label = Html.escaped(action.label());
        String subject = action instanceof LinkedAction.OfOne one ? ": " + Html.escaped(one.name()) : "";
        return document("Supervisor Status", """
                <main class="question">
                <h1>%s%s?</h1>
                <form action="index.html" method="post">
                <input type="hidden" name="action" value="%s">
                %s
                <input type="hidden" name="token" value="%s">
                <button type="submit" class="primary">%s</button>
                <a href="./">Cancel</a>
                </form>
                </main>
                """.formatted(label, subject, action.action(), whom, Html.escaped(token), label));
    }

    static String document(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>%s</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" href="stylesheets/supervisor.css">
                <link rel="icon" href="images/icon.svg" type="image/svg+xml">
                </head>
                <body class="plain">
                %s</body>
                </html>
                """.formatted(Html.escaped(title), body);
    }

    String refreshed() {
        return "Page refreshed at " + now();
    }

    /** In supervisord's words, but honest about what has failed. */
    String result(LinkedAction action, List<Outcome> outcomes) {
        return switch (action) {
            case LinkedAction.Refresh() -> refreshed();
            case LinkedAction.OfAll(Verb verb, _) -> ofAll(verb, outcomes);
            case LinkedAction.OfOne(Verb verb, _, String name) -> ofOne(verb, name, outcomes.getFirst());
        };
    }

    private String ofAll(Verb verb, List<Outcome> outcomes) {
        List<Outcome> failed = outcomes.stream().filter(one -> !one.isDone()).toList();
        if (failed.isEmpty()) {
            return "All " + verb.done() + " at " + now();
        }
        if (outcomes.stream().allMatch(Outcome.Forbidden.class::isInstance)) {
            return "ERROR: Nothing " + verb.done() + ": " + Outcome.NOT_PERMITTED;
        }
        Outcome first = failed.getFirst();
        return "All " + verb.done() + " at " + now() + ", except " + failed.size() + ": " + first.id() + ": "
                + first.text(verb);
    }

    private static String ofOne(Verb verb, String name, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ when verb == Verb.CLEAR -> "Log for " + name + " cleared";
            case Outcome.Done _ -> "Process " + name + " " + verb.done();
            case Outcome.Forbidden _ -> "ERROR: Process " + name + ": " + outcome.summary(verb);
            case Outcome.Failed _ when verb == Verb.START || verb == Verb.RESTART ->
                "ERROR: Process " + name + ": " + outcome.summary(verb);
            case Outcome.Failed(_, ControlException refusal, _) ->
                "unexpected rpc fault " + Faults.told(refusal.reason(), name);
        };
    }

    private String now() {
        return CTIME.format(ZonedDateTime.now(clock));
    }
}
