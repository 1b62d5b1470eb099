package org.supervisor4j.plugin.logsyslog;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/** A link whose receiver does as the test says: takes all, takes nothing, or is not there. */
final class ScriptedLink implements Link {

    enum Mood {
        WELL,
        STUCK,
        ABSENT,
        DEFECT
    }

    private final List<String> received = new ArrayList<>();
    private Mood mood = Mood.WELL;
    private int refused;
    private int attempts;
    private int closings;

    synchronized void be(Mood newMood) {
        mood = newMood;
        notifyAll();
    }

    /** Tells at the next message that so many before it were lost. */
    synchronized void refuse(int messages) {
        refused = messages;
    }

    synchronized List<String> received() {
        return List.copyOf(received);
    }

    synchronized int attempts() {
        return attempts;
    }

    synchronized int closings() {
        return closings;
    }

    @Override
    public synchronized int send(Queue<byte[]> messages, BooleanSupplier givenUp) throws IOException {
        attempts++;
        while (!messages.isEmpty()) {
            switch (mood) {
                case WELL -> received.add(new String(messages.remove(), StandardCharsets.UTF_8));
                case ABSENT -> throw new IOException("nobody there");
                case DEFECT -> throw new IllegalStateException("a defect");
                case STUCK -> {
                    if (givenUp.getAsBoolean()) {
                        throw new InterruptedIOException("it takes nothing");
                    }
                    pause();
                }
            }
        }
        int told = refused;
        refused = 0;
        return told;
    }

    private void pause() {
        try {
            wait(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close() {
        closings++;
    }
}
