package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.access.Access;

/** What a caller with limited rights is answered. */
@Timeout(30)
class RightsTest {

    private final SampleDispatcher sample = new SampleDispatcher();

    @AfterEach
    void stop() {
        sample.close();
    }

    private final Access operatorOfWeb = new Access() {
        @Override
        public boolean mayView(String group) {
            return group.equals("web") || group.equals("db");
        }

        @Override
        public boolean mayOperate(String group) {
            return group.equals("web");
        }

        @Override
        public boolean mayAdminister() {
            return false;
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"web", "web:a", "web:*", "web:"})
    void whoMayOperateAGroupMayDoSoUnderAnyNameOfItsProcesses(String name) {
        assertThat(limited("sample.restart", name)).isCompletedWithValue("restarted " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "db:web", "web ", "webs", "*", "", ":web", "WEB"})
    void otherNamesAreRefusedWhetherTheyExistOrNot(String name) {
        SampleDispatcher.assertFault(limited("sample.restart", name), 403, "FORBIDDEN: " + name + " (needed: to operate)");
        assertThat(sample.namespace().calls).isEmpty();
    }

    @Test
    void aGroupIsTakenAsItIs() {
        assertThat(limited("sample.look", "db")).isCompletedWithValue("saw db");
        SampleDispatcher.assertFault(limited("sample.look", "db:a"), 403, "FORBIDDEN: db:a (needed: to view)");
    }

    @Test
    void aMethodThatSaysNothingIsForAdministrators() {
        SampleDispatcher.assertFault(
                limited("sample.echo", "web"), 403, "FORBIDDEN: sample.echo is for administrators of the daemon");
        assertThat(sample.namespace().calls).isEmpty();
    }

    @Test
    void aMethodIsGivenWhatItsCallerMayAndCallersDoNotSeeThatParameter() {
        assertThat(limited("sample.mine", "a", "b")).isCompletedWithValue("a b false");
        assertThat(sample.call("sample.mine", "a", "b")).isEqualTo("a b true");
        assertThat(sample.call("system.methodSignature", "sample.mine")).isEqualTo(List.of("string", "string", "string"));
    }

    @Test
    void callsAmongOthersAreLookedAtOneByOne() {
        List<?> answers = (List<?>) limited("system.multicall", List.of(
                        Map.of("methodName", "sample.restart", "params", List.of("db")),
                        Map.of("methodName", "sample.echo", "params", List.of("a")),
                        Map.of("methodName", "sample.restart", "params", List.of("web"))))
                .join();

        assertThat(answers.get(0).toString()).contains("faultCode=403", "db");
        assertThat(answers.get(1).toString()).contains("faultCode=403", "sample.echo");
        assertThat(answers.get(2)).isEqualTo("restarted web");
    }

    private CompletableFuture<Object> limited(String name, Object... arguments) {
        return sample.dispatcher().call(name, Arrays.asList(arguments), operatorOfWeb, sample.share());
    }
}
