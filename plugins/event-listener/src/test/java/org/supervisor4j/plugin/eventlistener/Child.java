package org.supervisor4j.plugin.eventlistener;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.StandardInput;

/** A process of a pool. */
final class Child implements StandardInput {
    private final ChildDialogue dialogue;
    private final List<String> got = new ArrayList<>();
    long unread;
    boolean isClosed;
    boolean isFull;
    boolean cannotBeAsked;

    Child(Pool pool, String name) {
        dialogue = pool.dialogue(new ProcessId("group", name)).orElseThrow();
        dialogue.begun(this);
    }

    Child running() {
        entered(ProcessState.RUNNING);
        return this;
    }

    void entered(ProcessState state) {
        dialogue.entered(state);
    }

    Child says(String text) {
        dialogue.received(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    void ended() {
        dialogue.ended();
    }

    @Override
    public synchronized void send(byte[] data) {
        if (isClosed) {
            throw new ControlException(ControlException.Reason.NO_FILE, "closed");
        }
        if (isFull) {
            throw new ControlException(ControlException.Reason.FAILED, "full");
        }
        got.add(new String(data, StandardCharsets.UTF_8));
        notifyAll();
    }

    @Override
    public long unread() {
        if (cannotBeAsked) {
            throw new IllegalStateException("on purpose");
        }
        return unread;
    }

    synchronized void awaitEvents(int count) throws InterruptedException {
        while (got.size() < count) {
            wait();
        }
    }

    synchronized List<String> got() {
        return List.copyOf(got);
    }

    /** Of each event what stands between the server and the length. */
    List<String> headers() {
        return got().stream().map(event -> event.replaceAll("(?s)ver:3.0 server:id (.*) len:.*", "$1")).toList();
    }

    /** Of each event what follows the type of a remote communication, or all. */
    List<String> payloads() {
        return got().stream().map(event -> event.substring(event.indexOf('\n') + 1).replace("type:t\n", "")).toList();
    }
}
