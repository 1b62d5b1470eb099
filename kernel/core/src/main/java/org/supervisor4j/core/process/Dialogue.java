package org.supervisor4j.core.process;

import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.StandardInput;
import org.supervisor4j.core.output.Lane;
import org.supervisor4j.core.output.LogPump;
import org.supervisor4j.core.output.OutputReader;

/**
 * A plugin's talk with a child, contained: a defect of the plugin ends the talk and nothing else. It ends once, be it with the child, with the
 * child's output or by a defect, whichever comes first. A plugin that does not come back holds up the output of this child, and that is said.
 *
 * <p><b>Threading:</b> belongs to the thread that reads the output of the children; the plugin's code runs in the {@linkplain Lane lane}.
 */
final class Dialogue implements OutputReader, Lane.Witness {

    private static final Logger log = LoggerFactory.getLogger(Dialogue.class);

    private final ProcessId process;
    private final String plugin;
    private final ChildDialogue dialogue;
    private final Lane lane;
    private volatile boolean isSlow;
    private boolean over; // of the lane, in which one thing is done at a time

    /** @param plugin what people call it */
    Dialogue(ProcessId process, String plugin, ChildDialogue dialogue, LogPump pump) {
        this.process = process;
        this.plugin = plugin;
        this.dialogue = dialogue;
        this.lane = pump.openLane(this);
    }

    void begun(StandardInput input) {
        attempt(() -> dialogue.begun(input));
    }

    void entered(ProcessState state) {
        attempt(() -> dialogue.entered(state));
    }

    @Override
    public void received(ByteBuffer data) {
        attempt(() -> dialogue.received(data.asReadOnlyBuffer()));
    }

    @Override
    public void ended() {
        lane.submit(this::end);
    }

    /** The same, and something afterwards. */
    void ended(Runnable afterwards) {
        lane.submit(() -> {
            end();
            afterwards.run();
        });
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        try {
            dialogue.ended();
        } catch (RuntimeException | Error e) { // a plugin's own trouble, be it a class that it lacks
            log.error("The {} failed at the end of its talk to '{}'", plugin, process, e);
        }
    }

    private void attempt(Runnable call) {
        lane.submit(() -> {
            if (over) {
                return;
            }
            try {
                call.run();
            } catch (RuntimeException | Error e) { // as above
                log.error("The {} failed in its talk to '{}' and is told nothing more of it", plugin, process, e);
                end(); // others may wait for what it has in hand
            }
        });
    }

    @Override
    public Lane lane() {
        return lane;
    }

    /** Whether the plugin has not come back for long; from any thread. */
    boolean isSlow() {
        return isSlow;
    }

    @Override
    public void slow(String where) {
        isSlow = true;
        log.error(
                "The {} does not come back from its talk to '{}', whose output waits until it does; it hangs in {}",
                plugin, process, where);
    }

    @Override
    public void cameBack() {
        isSlow = false;
        log.warn("The {} has come back from its talk to '{}'", plugin, process);
    }

    @Override
    public void left() {
        log.error("The {} has not come back from its talk to '{}' and is not waited for any longer", plugin, process);
    }
}
