package org.supervisor4j.acceptance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.acceptance.support.Software;

/** The list of what is meant to differ says no more than the documentation, and nothing that is over. */
class DeliberateIT {

    @Test
    void everyEntryStandsOnARowOfTheDocumentation() throws IOException {
        List<String> rows = Files.readAllLines(
                Software.configured("project.root").resolve("docs/reference/compatibility.md"));
        assertThat(Deliberate.entries()).isNotEmpty().allSatisfy(entry -> assertThat(rows)
                .filteredOn(row -> row.startsWith("| <a id=\"" + entry.row() + "\"></a>")).hasSize(1));
    }

    /** Runs what other tests may not have run yet. */
    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void everyEntryIsNeeded() {
        RereadFiles.result().comparisons().values()
                .forEach(comparison -> Deliberate.unexplained(comparison.differences()));
        ScenariosIT.scenarios().stream().map(Comparisons::of).toList()
                .forEach(comparison -> Deliberate.unexplained(comparison.join().differences()));
        assertThat(Deliberate.unneeded()).isEmpty();
    }

    @Test
    void whatIsNotInTheListIsADifference() {
        Difference difference = new Difference("reread", "[[[], [], []]]", "fault 92 CANT_REREAD: anything");
        assertThat(Deliberate.unexplained(List.of(difference))).containsExactly(difference);
    }
}
