package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.access.Access;

@Timeout(60)
class GrantTest {

    private final Grant grant = new Grant(new Rights(Role.ADMINISTRATOR, GroupPatterns.parse("web*")));
    private final List<String> told = new ArrayList<>();

    @Test
    void itAllowsWhatItsRightsAllow() {
        assertThat(grant.mayView("web-1")).isTrue();
        assertThat(grant.mayOperate("web-1")).isTrue();
        assertThat(grant.mayAdminister("web-1")).isTrue();
        assertThat(grant.mayAdminister("db")).isFalse();
        assertThat(grant.mayAdminister()).isFalse();
    }

    @Test
    void whoIsToBeToldIsToldOnceAndWhoComesLateAtOnce() {
        grant.whenRevoked(() -> told.add("early"));
        grant.revoke();
        grant.revoke();
        grant.whenRevoked(() -> told.add("late"));

        assertThat(told).containsExactly("early", "late");
    }

    @Test
    void whoHasEndedIsForgotten() {
        Runnable forget = grant.whenRevoked(() -> told.add("ended"));
        forget.run();
        forget.run();

        assertThat(grant.answering()).isZero();
        grant.revoke();
        assertThat(told).isEmpty();
    }

    @Test
    void whoFailsDoesNotKeepOthersFromBeingTold() {
        for (int i = 0; i < 3; i++) {
            grant.whenRevoked(() -> {
                told.add("told");
                throw new IllegalStateException("on purpose");
            });
        }
        grant.revoke();

        assertThat(told).containsExactly("told", "told", "told");
    }

    @Test
    void everythingIsNeverRevoked() {
        Access.EVERYTHING.whenRevoked(() -> told.add("never")).run();

        assertThat(told).isEmpty();
    }
}
