package org.supervisor4j.acceptance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Any file means the same to both daemons: the same groups have changed, every process is configured alike, or the file
 * is refused in the same words. A file on which they differ is made as small as possible before it is shown.
 */
class GeneratedFilesIT {

    private static final int FILES = 400;
    private static final Set<String> ACCEPTED = new HashSet<>();
    private static final Set<String> REFUSED = new HashSet<>();

    private static RereadPair pair;

    @BeforeContainer
    static void start() {
        pair = RereadPair.start();
    }

    /** The generator is fixed, so that these numbers are; a seed in the place of this one finds other files. */
    @AfterContainer
    static void end() {
        pair.close();
        assertThat(ACCEPTED).hasSizeGreaterThan(100);
        assertThat(REFUSED).hasSizeGreaterThan(100);
    }

    @Property(tries = FILES, seed = "20251122", shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE,
            afterFailure = AfterFailureMode.RANDOM_SEED)
    void meansTheSameToBoth(@ForAll("files") String file) {
        Comparison comparison = pair.reread(file);
        (pair.wasValid() ? ACCEPTED : REFUSED).add(file);
        comparison.assertSame();
    }

    @Provide
    Arbitrary<String> files() {
        return FileArbitraries.files();
    }
}
