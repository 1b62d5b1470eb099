package org.supervisor4j.plugin.eventlistener;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import org.supervisor4j.api.event.OutputText;

/**
 * What one listener says: {@code READY\n}, and {@code RESULT <n>\n} with n bytes behind it, wherever reads have cut it. Supervisor's
 * rules, see its manual on event listeners; but what is said without end is bounded.
 *
 * <p><b>Threading:</b> none of its own.
 */
final class ListenerProtocol {

    /** The longest result that is taken. */
    static final int MAX_RESULT_BYTES = 8 << 20;
    /** The longest line before a result. */
    static final int MAX_LINE_BYTES = 4_096;

    private static final int USUAL_BYTES = 64;
    private static final byte[] READY = "READY\n".getBytes(StandardCharsets.US_ASCII);
    private static final int RESULT_TOKEN_BYTES = "RESULT ".length(); // passed over, whatever they are

    /** Told of what was said; at the moment of each call everything before it has been dealt with. */
    interface Reactions {

        /** Its answer to the event is complete. */
        void answered(byte[] result);

        /** What should have been the line before a result is none. */
        void badResultLine(String line);

        /** It has changed its state by what it said. */
        void changed(ListenerState from, ListenerState to);
    }

    private final Reactions reactions;
    private ListenerState state = ListenerState.ACKNOWLEDGED;
    private byte[] input = new byte[USUAL_BYTES];
    private int inputBytes;
    private OptionalInt resultBytes = OptionalInt.empty();
    private boolean isJudged; // its answer is, and until that is done nothing more is looked at

    ListenerProtocol(Reactions reactions) {
        this.reactions = reactions;
    }

    ListenerState state() {
        return state;
    }

    /** How much of what it said was not looked at yet. */
    int heldBytes() {
        return inputBytes;
    }

    /** It was sent an event; it must be READY. */
    void sent() {
        if (state != ListenerState.READY) {
            throw new IllegalStateException("an event was sent in state " + state + " (expected: READY)");
        }
        state = ListenerState.BUSY;
    }

    /** It has said this. */
    void received(ByteBuffer data) {
        if (state == ListenerState.UNKNOWN) {
            return;
        }
        // While its answer is judged it may say that it is ready; one byte more is too many, and no further one makes a difference.
        int count = isJudged ? Math.clamp(READY.length + 1 - inputBytes, 0, data.remaining()) : data.remaining();
        int needed = inputBytes + count;
        if (needed > input.length) {
            input = Arrays.copyOf(input, Math.max(needed, input.length * 2));
        }
        data.get(input, inputBytes, count);
        inputBytes += count;
        advance();
    }

    /** Its answer was judged: it may be asked again, or not. */
    void judged(boolean goesOn) {
        isJudged = false;
        become(goesOn ? ListenerState.ACKNOWLEDGED : ListenerState.UNKNOWN);
        advance();
    }

    /** It is not to be told anything more. */
    void giveUp() {
        isJudged = false;
        resultBytes = OptionalInt.empty();
        drop(inputBytes);
        become(ListenerState.UNKNOWN);
    }

    private void advance() {
        boolean goesOn = true;
        while (goesOn && inputBytes > 0 && !isJudged) {
            goesOn = switch (state) {
                case ACKNOWLEDGED -> readReady();
                case READY -> violate();
                case BUSY -> resultBytes.isPresent() ? readResult() : readResultLine();
                case UNKNOWN -> {
                    drop(inputBytes);
                    yield false;
                }
            };
        }
        if (resultBytes.isPresent() && resultBytes.getAsInt() == 0 && !isJudged) {
            readResult();
        }
    }

    private boolean readReady() {
        if (inputBytes < READY.length) {
            return false;
        }
        if (!Arrays.equals(input, 0, READY.length, READY, 0, READY.length)) {
            return violate();
        }
        drop(READY.length);
        become(ListenerState.READY);
        return true;
    }

    private boolean violate() {
        drop(inputBytes);
        become(ListenerState.UNKNOWN);
        return false;
    }

    private boolean readResultLine() {
        int end = 0;
        while (end < inputBytes && input[end] != '\n') {
            end++;
        }
        if (end == inputBytes && end <= MAX_LINE_BYTES) {
            return false;
        }
        OptionalInt length = resultLength(end);
        if (end == inputBytes || length.isEmpty()) {
            String line = OutputText.of(ByteBuffer.wrap(input, 0, Math.min(end, MAX_LINE_BYTES)));
            drop(inputBytes);
            reactions.badResultLine(line);
            become(ListenerState.UNKNOWN);
            return false;
        }
        drop(end + 1);
        resultBytes = length;
        return true;
    }

    /** The number behind the token, blanks around it or not; empty if it is none, or one that cannot be meant. */
    private OptionalInt resultLength(int end) {
        if (end <= RESULT_TOKEN_BYTES) {
            return OptionalInt.empty();
        }
        String number = new String(input, RESULT_TOKEN_BYTES, end - RESULT_TOKEN_BYTES, StandardCharsets.UTF_8).strip();
        try {
            int length = Integer.parseInt(number);
            return length >= 0 && length <= MAX_RESULT_BYTES ? OptionalInt.of(length) : OptionalInt.empty();
        } catch (NumberFormatException _) { // the caller says what it is instead
            return OptionalInt.empty();
        }
    }

    private boolean readResult() {
        int length = resultBytes.orElseThrow();
        if (inputBytes < length) {
            return false;
        }
        byte[] result = Arrays.copyOf(input, length);
        drop(length);
        resultBytes = OptionalInt.empty();
        isJudged = true;
        reactions.answered(result);
        return true;
    }

    private void drop(int count) {
        inputBytes -= count;
        if (inputBytes == 0 && input.length > MAX_LINE_BYTES) {
            input = new byte[USUAL_BYTES]; // a long result is no reason to keep so much for ever
        } else {
            System.arraycopy(input, count, input, 0, inputBytes);
        }
    }

    private void become(ListenerState next) {
        ListenerState from = state;
        state = next;
        if (next != from) {
            reactions.changed(from, next);
        }
    }
}
