package org.supervisor4j.acceptance.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Software;

/**
 * A configuration and what is done with it, on both sides alike and at the same time.
 *
 * @param name says what is compared
 * @param configuration completes the basic file, and may put further files beside it
 * @param steps what is done and looked at; the last of them is to end the daemon
 */
record Scenario(String name, Consumer<Conf> configuration, Consumer<Side> steps) {

    /** Runs it on both sides, each in a folder of its own below this one; their names are equally long. */
    Comparison run(Path folder) {
        CompletableFuture<Facts> reference = CompletableFuture.supplyAsync(
                () -> facts(Software.REFERENCE, folder.resolve("theirs")), Thread::startVirtualThread);
        Facts ours = null;
        Throwable failure = null;
        try {
            ours = facts(Software.OURS, folder.resolve("ours.."));
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        Facts theirs = reference.handle((found, thrown) -> {
            if (thrown != null) {
                throw new AssertionError("the reference fails in '" + name + "'", thrown);
            }
            return found;
        }).join();
        if (failure != null) {
            throw new AssertionError("ours fails in '" + name + "' where the reference does not", failure);
        }
        return new Comparison(name, text(folder.resolve("ours../c")), ours.size(), ours.differencesTo(theirs));
    }

    private Facts facts(Software software, Path directory) {
        try (Side side = Side.start(software, directory, configuration)) {
            steps.accept(side);
            return side.facts();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
