package org.supervisor4j.acceptance.differential;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came out of one scenario.
 *
 * @param name of the scenario
 * @param configuration the file that both daemons have read first, ours
 * @param facts how many facts there were
 * @param differences all of them, the meant ones too
 */
record Comparison(String name, String configuration, int facts, List<Difference> differences) {

    Comparison {
        differences = List.copyOf(differences);
    }

    /** @throws AssertionError if there is a difference that is not meant; it tells all of them */
    void assertSame() {
        List<Difference> unexplained = Deliberate.unexplained(differences);
        if (!unexplained.isEmpty()) {
            throw new AssertionError(unexplained.size() + " differences between the reference and ours, " + name + ":\n"
                    + unexplained.stream().map(Difference::toString).collect(Collectors.joining("\n"))
                    + "\nwith\n" + configuration);
        }
    }
}
