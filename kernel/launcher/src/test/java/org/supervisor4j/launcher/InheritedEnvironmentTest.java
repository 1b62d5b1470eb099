package org.supervisor4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InheritedEnvironmentTest {

    @Test
    void whatTheStartScriptHasSetIsNotInherited() {
        assertThat(InheritedEnvironment.read(Map.of(
                        "HOME", "/root", "SUPERVISOR4J_HANDOVER", "a=1", "_JAVA_SR_SIGNUM", "60", "LC_ALL", "C.UTF-8", "SUPERVISOR4J_LC_ALL", "")))
                .isEqualTo(Map.of("HOME", "/root"));
    }

    @Test
    void theLocaleIsTheOneThatWasThereBefore() {
        assertThat(InheritedEnvironment.read(Map.of("LC_ALL", "C.UTF-8", "SUPERVISOR4J_LC_ALL", "de_DE")))
                .isEqualTo(Map.of("LC_ALL", "de_DE"));
    }

    @Test
    void withoutTheStartScriptNothingIsChanged() {
        assertThat(InheritedEnvironment.read(Map.of("LC_ALL", "C"))).isEqualTo(Map.of("LC_ALL", "C"));
    }
}
