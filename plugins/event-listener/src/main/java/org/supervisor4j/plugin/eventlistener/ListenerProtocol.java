package org.supervisor4j.plugin.eventlistener;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern NUMBER = Pattern.compile("[ \\t-\\r]*([+-]?[0-9](?:[0-9_]*[0-9])?)[ \\t-\\r]*");
    private static final int RESULT_TOKEN_BYTES = "RESULT ".length(); // passed over, whatever they are

    /** Told of what was said; at the moment of each call everything before it has been dealt with. */
    interface Reactions {

        /** Its answer to the event is complete. */
        void answered(byte[] result);

        /** What should have been the line before a result is none. */
        void badResultLine(String line);

        /** Its answer, which is to have so many bytes, is too much together with those of others. */
        void noRoom(int resultBytes);

        /** It has changed its state by what it said. */
        void changed(ListenerState from, ListenerState to);
    }

    private final Reactions reactions;
    private final ResultRoom room;
    private ListenerState state = ListenerState.ACKNOWLEDGED;
    private byte[] input = new byte[USUAL_BYTES];
    private int inputBytes;
    private OptionalInt resultBytes = OptionalInt.empty();
    private boolean isJudged; // its answer is, and until that is done nothing more is looked at
    private int judgedBytes;
    private int roomBytes; // that it has of the room

    ListenerProtocol(Reactions reactions, ResultRoom room) {
        this.reactions = reactions;
        this.room = room;
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
        if (!hasRoom(inputBytes + count)) {
            int length = resultBytes.orElse(inputBytes + count);
            drop(inputBytes);
            reactions.noRoom(length);
            giveUp();
            return;
        }
        data.get(input, inputBytes, count);
        inputBytes += count;
        advance();
    }

    /** Has what it says grow to so many bytes: by half at least, for it comes in many pieces, but not beyond its answer. */
    private boolean hasRoom(int needed) {
        if (needed <= input.length) {
            return true;
        }
        int length = Math.max(needed, Math.min(input.length * 2, resultBytes.orElse(MAX_RESULT_BYTES)));
        int more = counted(length) + judgedBytes - roomBytes;
        if (more > 0) {
            if (!room.take(more)) {
                return false;
            }
            roomBytes += more;
        }
        input = Arrays.copyOf(input, length);
        return true;
    }

    private static int counted(int bytes) {
        return bytes > ResultRoom.SMALL_BYTES ? bytes : 0;
    }

    private void giveRoomBack() {
        int fewer = roomBytes - counted(input.length) - judgedBytes;
        if (fewer > 0) {
            room.give(fewer);
            roomBytes -= fewer;
        }
    }

    /** Its answer was judged: it may be asked again, or not. */
    void judged(boolean goesOn) {
        isJudged = false;
        judgedBytes = 0;
        giveRoomBack();
        become(goesOn ? ListenerState.ACKNOWLEDGED : ListenerState.UNKNOWN);
        advance();
    }

    /** It is not to be told anything more. */
    void giveUp() {
        forget();
        become(ListenerState.UNKNOWN);
    }

    /** It is no more: what it has said is not needed. */
    void forget() {
        isJudged = false;
        judgedBytes = 0;
        resultBytes = OptionalInt.empty();
        drop(inputBytes);
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

    /** The number behind the token as Python reads it, blanks around it or not; empty if it is none, or one that cannot be meant. */
    private OptionalInt resultLength(int end) {
        if (end <= RESULT_TOKEN_BYTES) {
            return OptionalInt.empty();
        }
        String text = new String(input, RESULT_TOKEN_BYTES, end - RESULT_TOKEN_BYTES, StandardCharsets.ISO_8859_1);
        Matcher number = NUMBER.matcher(text);
        if (!number.matches() || text.contains("__")) {
            return OptionalInt.empty();
        }
        try {
            int length = Integer.parseInt(number.group(1).replace("_", ""));
            return length >= 0 && length <= MAX_RESULT_BYTES ? OptionalInt.of(length) : OptionalInt.empty();
        } catch (NumberFormatException _) { // too large; the caller says so
            return OptionalInt.empty();
        }
    }

    private boolean readResult() {
        int length = resultBytes.orElseThrow();
        if (inputBytes < length) {
            return false;
        }
        byte[] result = input.length == length && length > MAX_LINE_BYTES // which is not kept then
                ? input
                : Arrays.copyOf(input, length);
        judgedBytes = counted(length);
        drop(length);
        resultBytes = OptionalInt.empty();
        isJudged = true;
        reactions.answered(result);
        return true;
    }

    private void drop(int count) {
        inputBytes -= count;
        if (input.length > MAX_LINE_BYTES && inputBytes <= input.length / 2) {
            input = Arrays.copyOfRange(input, count, count + Math.max(USUAL_BYTES, inputBytes)); // nobody needs so much for ever
        } else {
            System.arraycopy(input, count, input, 0, inputBytes);
        }
        giveRoomBack();
    }

    private void become(ListenerState next) {
        ListenerState from = state;
        state = next;
        if (next != from) {
            reactions.changed(from, next);
        }
    }
}
