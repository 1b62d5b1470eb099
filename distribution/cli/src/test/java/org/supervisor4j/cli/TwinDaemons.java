package org.supervisor4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/**
 * Two daemons of the reference that start alike: one for the reference's supervisorctl, one for ours. Whatever is asked
 * for is done to both, and has to come to the same.
 */
final class TwinDaemons {

    final ReferenceDaemon theirs;
    final ReferenceDaemon ours;

    private TwinDaemons(ReferenceDaemon theirs, ReferenceDaemon ours) {
        this.theirs = theirs;
        this.ours = ours;
    }

    /** Starts both with the given sections of programs, or with all. */
    static TwinDaemons start(Path directory, String... programs) throws IOException, InterruptedException {
        ReferenceDaemon theirs = ReferenceDaemon.start(directory.resolve("a"), programs);
        try {
            ReferenceDaemon ours = ReferenceDaemon.start(directory.resolve("b"), programs);
            return new TwinDaemons(theirs, ours);
        } catch (IOException | RuntimeException e) {
            theirs.stop();
            throw e;
        }
    }

    TwinDaemons settled() {
        theirs.settled();
        ours.settled();
        return this;
    }

    /** The program "stubborn" stops now, with both. */
    void letGo() throws IOException {
        theirs.letGo();
        ours.letGo();
    }

    void awaitState(String name, String state) {
        theirs.awaitState(name, state);
        ours.awaitState(name, state);
    }

    /**
     * Runs an action with both programs. The words {@code <url>}, {@code <inet>} and {@code <dir>} in the arguments
     * stand for the daemons' places.
     *
     * @return what ours came to, with pids, times and places made equal
     */
    Outcome run(String... args) throws IOException, InterruptedException {
        return type("", args);
    }

    /** As {@link #run}, with lines on standard input. */
    Outcome type(String input, String... args) throws IOException, InterruptedException {
        Outcomes outcomes = both(() -> normal(theirs.referenceTyping(input, places(theirs, args)), theirs),
                () -> normal(ours.oursTyping(input, places(ours, args)), ours));
        assertThat(outcomes.actual()).as("supervisorctl %s < %s", String.join(" ", args), input)
                .isEqualTo(outcomes.expected());
        return outcomes.actual();
    }

    /**
     * As {@link #run}, for an action on several processes at once: they end when they end.
     *
     * @return what ours came to, its lines sorted
     */
    Outcome runInAnyOrder(String... args) throws IOException, InterruptedException {
        Outcomes outcomes = both(() -> sorted(theirs.reference(args)), () -> sorted(ours.ours(args)));
        assertThat(outcomes.actual()).as("supervisorctl %s", String.join(" ", args)).isEqualTo(outcomes.expected());
        return outcomes.actual();
    }

    private record Outcomes(Outcome expected, Outcome actual) {
    }

    /** The daemons know nothing of each other, so both programs do their action at the same time. */
    private static Outcomes both(Callable<Outcome> theirs, Callable<Outcome> ours) throws InterruptedException {
        FutureTask<Outcome> expected = new FutureTask<>(theirs);
        FutureTask<Outcome> actual = new FutureTask<>(ours);
        Thread.ofVirtual().start(expected);
        actual.run();
        try {
            return new Outcomes(expected.get(), actual.get());
        } catch (ExecutionException e) {
            throw new AssertionError("the action could not be tried", e.getCause());
        }
    }

    private static Outcome sorted(Outcome outcome) {
        return new Outcome(outcome.status(), outcome.out().lines().sorted().map(line -> line + "\n")
                .collect(Collectors.joining()), outcome.err());
    }

    /** Runs an action line with both and expects this much, on stdout only, of ours. */
    void expect(String line, int status, String out) throws IOException, InterruptedException {
        assertThat(run(line.split(" "))).as(line).isEqualTo(new Outcome(status, out, ""));
    }

    /** As {@link #expect}, for a line that ends in the help of the action, whose wording is our own. */
    void expectUsage(String line, int status, String error, int helpLines) throws IOException, InterruptedException {
        Outcomes outcomes = both(() -> theirs.reference(line.split(" ")), () -> ours.ours(line.split(" ")));
        Outcome expected = outcomes.expected();
        Outcome actual = outcomes.actual();
        assertThat(actual.status()).as(line).isEqualTo(expected.status()).isEqualTo(status);
        assertThat(actual.out().lines().findFirst()).as(line).contains(error);
        assertThat(forms(actual)).as(line).isEqualTo(forms(expected)).hasSize(1 + helpLines);
        assertThat(actual.err()).isEmpty();
    }

    /** The parts of help lines that stand before the descriptions. */
    static List<String> forms(Outcome outcome) {
        return outcome.out().lines()
                .map(line -> line.startsWith("\t\t") ? "" : line.split("\t| \\(|(?<=^Note:)")[0])
                .toList();
    }

    private static String[] places(ReferenceDaemon daemon, String... args) {
        return Arrays.stream(args)
                .map(arg -> arg.replace("<url>", daemon.url())
                        .replace("<inet>", daemon.inetUrl())
                        .replace("<dir>", daemon.directory.toString()))
                .toArray(String[]::new);
    }

    private static Outcome normal(Outcome outcome, ReferenceDaemon daemon) {
        return new Outcome(outcome.status(), normal(outcome.out(), daemon), normal(outcome.err(), daemon));
    }

    private static String normal(String text, ReferenceDaemon daemon) {
        return text.replace(daemon.directory.toString(), "<dir>")
                .replace(daemon.inetUrl(), "<inet>")
                .replaceAll("pid +[0-9]+, uptime [0-9:]+", "pid <n>, uptime <t>")
                .replaceAll("(?m)^((?:supervisor> )*)[1-9][0-9]+$", "$1<pid>")
                .replaceAll("[A-Z][a-z]{2} [0-9]{2} [0-9]{2}:[0-9]{2} [AP]M", "<date>")
                // the reference adds where in its sources the error came up
                .replaceAll("(?m)^(.*error: .*): file: .* line: [0-9]+$", "$1");
    }

    void stop() throws InterruptedException {
        try {
            theirs.stop();
        } finally {
            ours.stop();
        }
    }
}
