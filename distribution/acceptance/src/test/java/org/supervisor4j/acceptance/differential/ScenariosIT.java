package org.supervisor4j.acceptance.differential;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario comes to the same with our daemon as with the reference, but for what is meant to differ. */
class ScenariosIT {

    @BeforeAll
    static void startThemSideBySide() {
        scenarios().forEach(Comparisons::of);
    }

    static List<Scenario> scenarios() {
        return Stream.of(GroupScenarios.all(), ReloadScenarios.all(), ProcessScenarios.all(), ChildScenarios.all(),
                LogScenarios.all(), DaemonScenarios.all(), GeneratedScenarios.all()).flatMap(List::stream).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void comesToTheSame(Scenario scenario) {
        Comparisons.of(scenario).join().assertSame();
    }
}
