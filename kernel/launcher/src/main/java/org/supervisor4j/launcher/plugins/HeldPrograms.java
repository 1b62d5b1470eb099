package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.api.program.StandardInput;
import org.supervisor4j.launcher.plugins.PluginUses.Holder;
import org.supervisor4j.launcher.plugins.PluginUses.Use;

/**
 * A plugin's section kind and what comes of it: the same, but known to be in use for as long as somebody has it. The fences are for last calls:
 * who makes them has let go of it already. What has no answer is passed on as it is, for those who ask to say so.
 */
final class HeldPrograms {

    private HeldPrograms() {}

    record Kind(ProgramType held, Use use) implements ProgramType, Holder {
        @Override
        public GroupType read(Section section, Problems problems) {
            GroupType read = held.read(section, problems);
            return read == null ? null : new Group(read, use);
        }

        @Override
        public Map<String, String> defaults() {
            return held.defaults();
        }

        @Override
        public int defaultPriority() {
            return held.defaultPriority();
        }
    }

    /** Equal to another if what it holds is, of whatever version of the plugin. */
    record Group(GroupType held, Use use) implements GroupType, Holder {
        @Override
        public GroupHooks activate() throws IOException {
            GroupHooks hooks = held.activate();
            return hooks == null ? null : new Hooks(hooks, use);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Group that && held.equals(that.held);
        }

        @Override
        public int hashCode() {
            return held.hashCode();
        }
    }

    record Hooks(GroupHooks held, Use use) implements GroupHooks, Holder {
        @Override
        public Optional<ListeningSocket> acquire(ProcessId process) throws IOException {
            return held.acquire(process);
        }

        @Override
        public Optional<ChildDialogue> dialogue(ProcessId process) {
            Optional<ChildDialogue> dialogue = held.dialogue(process);
            return dialogue == null ? null : dialogue.map(one -> new Dialogue(one, use));
        }

        @Override
        public void release(ProcessId process) {
            held.release(process);
        }

        @Override
        public void close() {
            try {
                held.close();
            } finally {
                Reference.reachabilityFence(use);
            }
        }
    }

    record Dialogue(ChildDialogue held, Use use) implements ChildDialogue, Holder {
        @Override
        public void begun(StandardInput input) {
            held.begun(input);
        }

        @Override
        public void entered(ProcessState state) {
            held.entered(state);
        }

        @Override
        public void received(ByteBuffer data) {
            held.received(data);
        }

        @Override
        public void ended() {
            try {
                held.ended();
            } finally {
                Reference.reachabilityFence(use);
            }
        }
    }
}
