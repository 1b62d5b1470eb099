package org.supervisor4j.acceptance.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Software;

/** Hundreds of calls, good and bad, of either daemon in one situation: parsed answers, faults and markup are equal. */
class RpcDifferentialIT {

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void everyCallComesToTheSameAsWithTheReferenceUnlessThePageOnCompatibilitySaysSo() throws IOException {
        String compatibility = Files.readString(
                Software.configured("project.root").resolve("docs/reference/compatibility.md"));
        CompletableFuture<Conversation> ours = conversation(Software.OURS);
        CompletableFuture<Conversation> reference = conversation(Software.REFERENCE);
        CompletableFuture.allOf(ours, reference).exceptionally(_ -> null).join(); // both daemons are to end

        assertThat(reference.join().size()).isGreaterThan(300);
        ours.join().assertSameAs(reference.join(), compatibility);
    }

    private CompletableFuture<Conversation> conversation(Software server) {
        return CompletableFuture.supplyAsync(() -> {
            try (Situation situation = new Situation(server, directory.resolve(server.toString()))) {
                Conversation conversation = new Conversation(situation.daemon());
                new Questions(situation, conversation).ask();
                new Requests(situation, conversation).make();
                return conversation;
            }
        }, Thread::startVirtualThread);
    }
}
