package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.assertRefused;
import static org.supervisor4j.core.control.KernelFixture.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.config.plugin.PluginHangsException;
import org.supervisor4j.core.CapturedLog;
import org.supervisor4j.core.process.ChildLauncher;
import org.supervisor4j.core.process.ContainedHooks;
import org.supervisor4j.posix.FakePosix;

/** What a plugin does wrong around its programs costs only these, and is said with the kind of their section and the plugin. */
class FailingHooksTest {

    private static final String KIND = "section kind 'ev-program' (some.jar)";

    private final KernelFixture kernel = new KernelFixture();

    private static GroupConfig group(GroupType type) {
        return new GroupConfig("ev", 999, List.of(program("ev").build()), "ev-program", Optional.of(type));
    }

    /** Fails where its text says so. */
    private record Hooks(String failsAt) implements GroupHooks {
        private void reach(String place) {
            if (place.equals(failsAt)) {
                throw new NoClassDefFoundError("ev/Later");
            }
        }

        @Override
        public Optional<ListeningSocket> acquire(ProcessId process) {
            reach("acquire");
            return Optional.empty();
        }

        @Override
        public Optional<ChildDialogue> dialogue(ProcessId process) {
            reach("dialogue");
            return Optional.empty();
        }

        @Override
        public void release(ProcessId process) {
            reach("release");
        }

        @Override
        public void close() {
            reach("close");
        }
    }

    @Test
    void whatFailsBeforeAStartFailsTheStart() throws Exception {
        for (String place : List.of("acquire", "dialogue")) {
            KernelFixture fresh = new KernelFixture();
            try (CapturedLog log = new CapturedLog(ChildLauncher.class)) {
                fresh.start(group(() -> new Hooks(place)));
                String reason = "unexpected error in the " + KIND + ": java.lang.NoClassDefFoundError: ev/Later";
                assertThat(fresh.state("ev")).isEqualTo(ProcessState.BACKOFF);
                assertThat(fresh.info("ev").spawnError()).isEqualTo(reason);
                assertThat(log.messages()).containsExactly("'ev' could not be started: " + reason);
            }
        }
    }

    @Test
    void whatIsWaitedForInVainIsAPluginThatFails() throws Exception {
        Set<String> asked = new LinkedHashSet<>();
        KernelFixture impatient = new KernelFixture(new PluginCalls() {
            @Override
            public <T> T ask(Object plugin, Supplier<T> question) {
                asked.add(plugin.getClass().getSimpleName());
                if (plugin instanceof Hooks) {
                    throw new PluginHangsException("it has not come back");
                }
                return question.get();
            }
        });
        impatient.start(group(() -> new Hooks("nowhere")));
        assertThat(impatient.info("ev").spawnError()).isEqualTo("unexpected error in the " + KIND + ": it has not come back");
        assertThat(asked).as("the type, the hooks").hasSize(2).contains("Hooks");
    }

    @Test
    void whatFailsAfterAnEndIsLogged() throws Exception {
        try (CapturedLog log = new CapturedLog(ContainedHooks.class)) {
            kernel.start(group(() -> new Hooks("release")));
            kernel.passSeconds(2);
            kernel.exit(FakePosix.FIRST_PID, 0);
            kernel.settle();
            assertThat(kernel.state("ev")).isEqualTo(ProcessState.EXITED);
            assertThat(log.messages()).containsExactly("The " + KIND + " failed after the end of 'ev'");
        }
    }

    @Test
    void whatAPluginCannotBeToldWhileItHangsItIsToldLater() throws Exception {
        AtomicBoolean hangs = new AtomicBoolean();
        KernelFixture impatient = new KernelFixture(new PluginCalls() {
            @Override
            public <T> T ask(Object plugin, Supplier<T> question) {
                if (hangs.get()) {
                    throw new PluginHangsException("it is still at it");
                }
                return question.get();
            }
        });
        List<String> told = new ArrayList<>();
        impatient.start(group(() -> new GroupHooks() {
            @Override
            public Optional<ListeningSocket> acquire(ProcessId process) {
                told.add("acquire");
                return Optional.empty();
            }

            @Override
            public void release(ProcessId process) {
                told.add("release");
            }

            @Override
            public void close() {}
        }));
        impatient.passSeconds(2);
        hangs.set(true);
        impatient.exit(FakePosix.FIRST_PID, 0);
        impatient.settle();
        assertThat(told).containsExactly("acquire");
        hangs.set(false);
        impatient.service.start(new ProcessId("ev", "ev"), false);
        impatient.settle();
        assertThat(told).containsExactly("acquire", "release", "acquire");
    }

    @Test
    void whatFailsAfterTheEndOfAGroupIsLogged() throws Exception {
        try (CapturedLog log = new CapturedLog(ContainedHooks.class)) {
            kernel.kernel.prepare(config(group(() -> new Hooks("close")))).abandon();
            assertThat(log.messages()).containsExactly("The " + KIND + " failed after the end of the group 'ev'");
        }
    }

    @Test
    void aGroupWhosePluginFailsIsNotPrepared() {
        GroupType type = () -> {
            throw new IllegalStateException("no mood today");
        };
        assertThatThrownBy(() -> kernel.kernel.prepare(config(group(type))))
                .isInstanceOf(IOException.class)
                .hasMessage("unexpected error in the " + KIND + ": java.lang.IllegalStateException: no mood today");
    }

    @Test
    void aGroupWhosePluginFailsWhenItIsAddedIsInTheLogWithTheTrace() throws Exception {
        kernel.start();
        kernel.onDisk = Optional.of(config(group(() -> {
            throw new IllegalStateException("no mood today");
        })));
        kernel.settled(kernel.service.reread()).join();
        String reason = "unexpected error in the " + KIND + ": java.lang.IllegalStateException: no mood today";
        try (CapturedLog log = new CapturedLog(Reconfiguration.class)) {
            assertRefused(kernel.settled(kernel.service.addGroup("ev")), Reason.FAILED, "ev: " + reason);
            assertThat(log.messages()).containsExactly("The group 'ev' is not added: " + reason);
            assertThat(log.traced()).containsExactly(IllegalStateException.class.getName());
        }
    }

    @Test
    void whatAnswersNothingIsSaidToHaveDoneSo() throws Exception {
        assertThatThrownBy(() -> kernel.kernel.prepare(config(group(() -> null))))
                .isInstanceOf(IOException.class)
                .hasMessage("unexpected error in the " + KIND + ": java.lang.IllegalStateException: its method activate has answered null");
        for (String method : List.of("acquire", "dialogue")) {
            KernelFixture fresh = new KernelFixture();
            fresh.start(group(() -> new Nothing(method)));
            assertThat(fresh.info("ev").spawnError())
                    .isEqualTo("unexpected error in the " + KIND + ": java.lang.IllegalStateException: its method " + method
                            + " has answered null");
        }
    }

    /** Answers null to one question. */
    private record Nothing(String method) implements GroupHooks {
        @Override
        public Optional<ListeningSocket> acquire(ProcessId process) {
            return method.equals("acquire") ? null : Optional.empty();
        }

        @Override
        public Optional<ChildDialogue> dialogue(ProcessId process) {
            return method.equals("dialogue") ? null : Optional.empty();
        }

        @Override
        public void release(ProcessId process) {}

        @Override
        public void close() {}
    }
}
