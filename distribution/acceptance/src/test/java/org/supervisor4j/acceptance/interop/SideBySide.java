package org.supervisor4j.acceptance.interop;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;

/**
 * What one client came to with our daemon and with the reference's, at the same time.
 *
 * @param ours with our daemon
 * @param reference with the reference's
 */
record SideBySide(Outcome ours, Outcome reference) {

    static SideBySide of(Path directory, Function<Playground, Outcome> client) {
        CompletableFuture<Outcome> ours = start(Software.OURS, directory, client);
        CompletableFuture<Outcome> reference = start(Software.REFERENCE, directory, client);
        CompletableFuture.allOf(ours, reference).exceptionally(_ -> null).join(); // both daemons are to end
        return new SideBySide(ours.join(), reference.join());
    }

    /** Reports every line that another client or daemon came to than the reference. */
    void assertSame() {
        assertSame(ours, reference);
    }

    static void assertSame(Outcome found, Outcome expected) {
        List<String> wanted = expected.toString().lines().toList();
        List<String> lines = found.toString().lines().toList();
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < Math.min(wanted.size(), lines.size()); i++) {
            softly.assertThat(lines.get(i)).as("line " + (i + 1)).isEqualTo(wanted.get(i));
        }
        softly.assertThat(lines).as("lines").hasSameSizeAs(wanted);
        softly.assertAll();
    }

    private static CompletableFuture<Outcome> start(
            Software server, Path directory, Function<Playground, Outcome> client) {
        return CompletableFuture.supplyAsync(() -> {
            try (Playground playground = new Playground(server, directory.resolve(server.toString()))) {
                return client.apply(playground);
            }
        }, Thread::startVirtualThread);
    }
}
