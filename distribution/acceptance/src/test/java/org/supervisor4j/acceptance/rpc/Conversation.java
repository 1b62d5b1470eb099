package org.supervisor4j.acceptance.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** Calls of one daemon, each written down with what it came to, without what differs from daemon to daemon. */
final class Conversation {

    private static final Pattern TIMES_AND_PIDS = Pattern.compile("\"(pid|start|stop|now)\": [1-9]\\d*");
    private static final Pattern DESCRIPTION = Pattern.compile("pid \\d+, uptime [0-9:]+");
    private static final Pattern DATE = Pattern.compile("[A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d [AP]M");
    private static final Pattern GENERATED_LOG = Pattern.compile("---supervisor-\\w+\\.log");
    /** A field that the reference has only since 4.4. */
    private static final Pattern AUTORESTART = Pattern.compile("\"autorestart\": [^,]+, ");
    private static final Pattern AUTORESTART_MEMBER = Pattern.compile(
            "<member>\n<name>autorestart</name>\n<value>.*?</value>\n</member>\n");
    private static final Pattern TAG = Pattern.compile("@(param)\\s+(\\S+)\\s+(\\S+)|@(return)\\s+([a-z]+)");

    /** @param difference the row of the page on compatibility that announces another answer than the reference's */
    private record Entry(String call, String answer, String skeleton, Optional<Difference> difference) {
    }

    private record Difference(String row, String ours) {
    }

    private final SupervisorDaemon daemon;
    private final List<Entry> entries = new ArrayList<>();
    private Optional<Difference> expected = Optional.empty();

    Conversation(SupervisorDaemon daemon) {
        this.daemon = daemon;
    }

    SupervisorDaemon daemon() {
        return daemon;
    }

    int size() {
        return entries.size();
    }

    /** Calls a method; the answer has to be the same. */
    Conversation call(String method, Object... parameters) {
        return seen(method, parameters, UnaryOperator.identity());
    }

    /** Calls without parameters. */
    Conversation each(String... methods) {
        for (String method : methods) {
            call(method);
        }
        return this;
    }

    /** Calls one method with several lists of parameters. */
    Conversation with(String method, List<?>... parameters) {
        for (List<?> list : parameters) {
            call(method, list.toArray());
        }
        return this;
    }

    /** Only type and form of the answer have to be the same. */
    Conversation shape(String method, Object... parameters) {
        return seen(method, parameters, answer ->
                answer.replaceAll("\"[^\"]*\"", "<text>").replaceAll("\\d+", "<n>"));
    }

    /** The answer's structs come in the order in which the processes happen to be done. */
    Conversation sorted(String method, Object... parameters) {
        return seen(method, parameters, answer -> Arrays.stream(answer.replaceAll("^\\[|]$", "").split("(?<=}), "))
                .sorted().collect(Collectors.joining(", ", "[", "]")));
    }

    /** Only the tags of a documentation text have to be the same. */
    Conversation tags(String method, Object... parameters) {
        return seen(method, parameters, answer -> TAG.matcher(answer).results()
                .map(tag -> tag.group(4) == null ? tag.group(2) + " " + tag.group(3) : tag.group(5))
                .toList().toString());
    }

    /** Sends a whole body. */
    Conversation post(String body) {
        return record(body, daemon.rpc().post(body), UnaryOperator.identity());
    }

    /**
     * The next call differs on purpose.
     *
     * @param row how the row of the page on compatibility begins that says so
     * @param ours our answer to it
     */
    Conversation differing(String row, String ours) {
        expected = Optional.of(new Difference(row, ours));
        return this;
    }

    void await(String process, String state) {
        daemon.awaitState(process, state);
    }

    private Conversation seen(String method, Object[] parameters, UnaryOperator<String> view) {
        String call = method
                + Arrays.stream(parameters).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
        Answer answer = daemon.rpc().call(method, Arrays.stream(parameters).map(RpcMarkup::of).toArray(String[]::new));
        return record(call, answer, view);
    }

    private Conversation record(String call, Answer answer, UnaryOperator<String> view) {
        String skeleton = AUTORESTART_MEMBER.matcher(RpcText.skeleton(answer)).replaceAll("");
        entries.add(new Entry(call, view.apply(normal(RpcText.of(answer))), skeleton, expected));
        expected = Optional.empty();
        return this;
    }

    private String normal(String answer) {
        String text = answer.replace(daemon.directory().toString(), "<dir>");
        text = TIMES_AND_PIDS.matcher(text).replaceAll((MatchResult found) -> "\"" + found.group(1) + "\": <n>");
        text = DESCRIPTION.matcher(text).replaceAll("pid <n>, uptime <t>");
        text = DATE.matcher(text).replaceAll("<date>");
        text = GENERATED_LOG.matcher(text).replaceAll("---supervisor-<random>.log");
        return AUTORESTART.matcher(text).replaceAll("");
    }

    /**
     * Reports every call that came to something else than with the reference, unless that was announced.
     *
     * @param compatibility the page that announces
     */
    void assertSameAs(Conversation reference, String compatibility) {
        assertThat(entries).as("calls").hasSameSizeAs(reference.entries);
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < entries.size(); i++) {
            Entry ours = entries.get(i);
            Entry theirs = reference.entries.get(i);
            ours.difference().ifPresentOrElse(difference -> {
                softly.assertThat(ours.answer()).as(ours.call()).isEqualTo(difference.ours());
                softly.assertThat(theirs.answer()).as("the reference's " + ours.call()).isNotEqualTo(ours.answer());
                softly.assertThat(compatibility).as("row for " + ours.call()).contains("\n| " + difference.row());
            }, () -> {
                softly.assertThat(ours.answer()).as(ours.call()).isEqualTo(theirs.answer());
                softly.assertThat(ours.skeleton()).as("markup of " + ours.call()).isEqualTo(theirs.skeleton());
            });
        }
        softly.assertAll();
    }
}
