package org.supervisor4j.core.process;

import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.StandardInput;
import org.supervisor4j.core.output.OutputReader;

/**
 * A plugin's talk with a child, contained: a defect of the plugin ends the talk and nothing else. It ends once, be it with the child, with the
 * child's output or by a defect, whichever comes first.
 *
 * <p><b>Threading:</b> belongs to the thread that reads the output of the children.
 */
final class Dialogue implements OutputReader {

    private static final Logger log = LoggerFactory.getLogger(Dialogue.class);

    private final ProcessId process;
    private final String plugin;
    private final ChildDialogue dialogue;
    private boolean over;

    /** @param plugin what people call it */
    Dialogue(ProcessId process, String plugin, ChildDialogue dialogue) {
        this.process = process;
        this.plugin = plugin;
        this.dialogue = dialogue;
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
        if (over) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException | Error e) { // as above
            log.error("The {} failed in its talk to '{}' and is told nothing more of it", plugin, process, e);
            ended(); // others may wait for what it has in hand
        }
    }
}
