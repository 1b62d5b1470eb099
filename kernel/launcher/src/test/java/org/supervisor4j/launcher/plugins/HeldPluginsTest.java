package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.LogSource;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.api.program.StandardInput;
import org.supervisor4j.launcher.plugins.PluginUses.Holder;
import org.supervisor4j.launcher.plugins.PluginUses.Use;

/** What a plugin gives is the same for the daemon as if it were not known that it is used. */
class HeldPluginsTest {

    private final Use use = new Use();
    private final StringBuilder told = new StringBuilder();

    /** A group, of any name; the empty one cannot be. */
    private record Group(String name, StringBuilder told) implements GroupType {
        @Override
        public GroupHooks activate() throws IOException {
            if (name.isEmpty()) {
                throw new NoSuchFileException("nowhere");
            }
            return new Hooks(told);
        }
    }

    private record Hooks(StringBuilder told) implements GroupHooks {
        @Override
        public Optional<ListeningSocket> acquire(ProcessId process) {
            told.append("acquired ");
            return Optional.empty();
        }

        @Override
        public void release(ProcessId process) {
            told.append("released ");
        }

        @Override
        public void close() {
            told.append("closed");
        }
    }

    private static final class Kind implements ProgramType {
        @Override
        public GroupType read(Section section, Problems problems) {
            return null;
        }

        @Override
        public Map<String, String> defaults() {
            return Map.of("startretries", "7");
        }

        @Override
        public int defaultPriority() {
            return -1;
        }
    }

    private record Sink(StringBuilder told) implements LogSink {
        @Override
        public void write(ByteBuffer data) {
            data.position(data.limit());
            told.append("written ");
        }

        @Override
        public void reopen() {
            told.append("reopened ");
        }

        @Override
        public void clear() {
            told.append("cleared ");
        }

        @Override
        public void close() {
            told.append("closed");
        }
    }

    private static final class RecordingDialogue implements ChildDialogue {
        private final StringBuilder told = new StringBuilder();

        @Override
        public void begun(StandardInput input) {
            told.append("begun ");
        }

        @Override
        public void entered(ProcessState state) {
            told.append(state).append(' ');
        }

        @Override
        public void received(ByteBuffer data) {
            told.append(data.remaining()).append(' ');
        }

        @Override
        public void ended() {
            told.append("ended");
        }
    }

    @Test
    void groupsAreEqualIfWhatThePluginHasReadIsEvenByAnotherVersion() {
        GroupType one = new HeldPrograms.Group(new Group("a", told), use);
        assertThat(one).isEqualTo(new HeldPrograms.Group(new Group("a", told), new Use()))
                .hasSameHashCodeAs(new HeldPrograms.Group(new Group("a", told), new Use()))
                .isNotEqualTo(new HeldPrograms.Group(new Group("b", told), use));
    }

    @Test
    void soAreLogs() {
        LogOutlet outlet = _ -> new Sink(told);
        LogSinkFactory files = _ -> new Sink(told);
        assertThat(new HeldLogs.Outlet(outlet, use)).isEqualTo(new HeldLogs.Outlet(outlet, new Use()))
                .isNotEqualTo(new HeldLogs.Outlet(_ -> new Sink(told), use));
        assertThat(new HeldLogs.SinkFactory(files, use)).isEqualTo(new HeldLogs.SinkFactory(files, new Use()))
                .isNotEqualTo(new HeldLogs.SinkFactory(_ -> new Sink(told), use));
    }

    @Test
    void everythingIsPassedOnAndEverythingThatComesOfItIsKnown() throws Exception {
        GroupHooks hooks = new HeldPrograms.Group(new Group("a", told), use).activate();
        ProcessId process = new ProcessId("a", "a");
        assertThat(hooks.acquire(process)).isEmpty();
        assertThat(hooks.dialogue(process)).isEmpty();
        hooks.release(process);
        hooks.close();
        assertThat(told).hasToString("acquired released closed");
        assertThat(hooks).isInstanceOf(Holder.class);

        told.setLength(0);
        LogSink sink = new HeldLogs.Outlet(_ -> new Sink(told), use).open(new LogSource.Activity("supervisor"));
        ByteBuffer data = ByteBuffer.allocate(3);
        sink.write(data);
        sink.reopen();
        sink.clear();
        sink.close();
        assertThat(data.remaining()).isZero();
        assertThat(told).hasToString("written reopened cleared closed");
        assertThat(sink).isInstanceOf(Holder.class);
    }

    @Test
    void aDialogueIsKnownToo() {
        ChildDialogue dialogue = new HeldPrograms.Hooks(new GroupHooks() {
            @Override
            public Optional<ListeningSocket> acquire(ProcessId process) {
                return Optional.empty();
            }

            @Override
            public Optional<ChildDialogue> dialogue(ProcessId process) {
                return Optional.of(new RecordingDialogue());
            }

            @Override
            public void release(ProcessId process) {}

            @Override
            public void close() {}
        }, use).dialogue(new ProcessId("a", "a")).orElseThrow();
        dialogue.begun(null);
        dialogue.entered(ProcessState.RUNNING);
        dialogue.received(ByteBuffer.wrap(new byte[] {1, 2}));
        dialogue.ended();
        assertThat(dialogue).isInstanceOfSatisfying(HeldPrograms.Dialogue.class, held ->
                assertThat(((RecordingDialogue) held.held()).told).hasToString("begun RUNNING 2 ended"));
    }

    @Test
    void failuresAreThePluginsOwn() {
        assertThatThrownBy(() -> new HeldPrograms.Group(new Group("", told), use).activate()).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatHasNoAnswerHasNone() throws Exception {
        ProgramType kind = new HeldPrograms.Kind(new Kind(), use);
        assertThat(kind.read(null, null)).isNull();
        assertThat(kind.defaults()).isEqualTo(Map.of("startretries", "7"));
        assertThat(kind.defaultPriority()).isEqualTo(-1);
        assertThat(new HeldLogs.SinkType(_ -> null, use).read(null)).isNull();
        assertThat(new HeldLogs.Outlet(_ -> null, use).open(null)).isNull();
    }

    @Test
    void aPluginIsNamedAsItself() {
        assertThat(BoundedPluginCalls.perType().name(new HeldPrograms.Kind(new Kind(), use))).startsWith(Kind.class.getName());
    }
}
