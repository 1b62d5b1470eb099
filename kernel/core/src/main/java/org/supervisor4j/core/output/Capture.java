package org.supervisor4j.core.output;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.supervisor4j.core.event.MemoryShare;

/**
 * Finds the messages in a process's output: what stands between {@value #BEGIN} and {@value #END}, wherever reads have cut it. All
 * else is ordinary output; of that no byte is held back but those that may become the first mark.
 *
 * <p>Marks within a message are a part of it. A message that has no end when the output ends was none: it is given back as the
 * output that it then is, where supervisord drops it. Of a message that is larger than the memory for it the end is kept, too. What has
 * got lost of a message that was none is counted.
 */
final class Capture {

    static final String BEGIN = "<!--XSUPERVISOR:BEGIN-->";
    static final String END = "<!--XSUPERVISOR:END-->";

    private static final byte[] BEGIN_BYTES = BEGIN.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_BYTES = END.getBytes(StandardCharsets.US_ASCII);

    private final CapturedMessage captured;
    private final Consumer<ByteBuffer> messages;
    private final Optional<Consumer<ByteBuffer>> texts;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream(); // what was not told of the text yet
    private boolean inside;
    private int matched; // so many bytes of the mark that is looked for have come
    private long cutBytes;

    /**
     * @param maxBytes of a message that is longer the end is kept; counts up to the size of a Java array
     * @param memory for messages that are not complete yet
     * @param messages told of each message; the buffer is theirs
     * @param texts told of all text, inside of messages and outside, in pieces that the marks and the reads make, if anybody is
     */
    Capture(
            long maxBytes,
            MemoryShare memory,
            Consumer<ByteBuffer> messages,
            Optional<Consumer<ByteBuffer>> texts) {
        this.captured = new CapturedMessage((int) Math.min(maxBytes, Integer.MAX_VALUE / 4), memory);
        this.messages = messages;
        this.texts = texts;
    }

    /** Answers what is ordinary output; the given buffer is left as it was. */
    ByteBuffer ordinary(ByteBuffer data) {
        ByteBuffer ordinary = ByteBuffer.allocate(data.remaining() + BEGIN_BYTES.length);
        for (int i = data.position(); i < data.limit(); i++) {
            take(data.get(i), ordinary);
        }
        tellText();
        return ordinary.flip();
    }

    private void take(byte value, ByteBuffer ordinary) {
        byte[] mark = inside ? END_BYTES : BEGIN_BYTES;
        if (value != mark[matched]) {
            pass(mark, matched, ordinary);
            matched = 0;
            if (value != mark[0]) { // which a mark has at its beginning only, so that nothing else can have begun meanwhile
                pass(value, ordinary);
                return;
            }
        }
        matched++;
        if (matched == mark.length) {
            matched = 0;
            tellText();
            if (inside) {
                captured.end().ifPresent(messages);
            }
            inside = !inside;
        }
    }

    private void pass(byte[] bytes, int count, ByteBuffer ordinary) {
        for (int i = 0; i < count; i++) {
            pass(bytes[i], ordinary);
        }
    }

    private void tellText() {
        if (piece.size() > 0) {
            texts.orElseThrow().accept(ByteBuffer.wrap(piece.toByteArray()));
            piece.reset();
        }
    }

    private void pass(byte value, ByteBuffer ordinary) {
        if (texts.isPresent()) {
            piece.write(value);
        }
        if (!inside) {
            ordinary.put(value);
            return;
        }
        captured.add(value);
    }

    /** How many bytes of messages have got lost for want of memory, since this was asked the last time. */
    long lostBytes() {
        return captured.lostBytes();
    }

    /** How many bytes of messages without an end were more than is kept of one, since this was asked the last time. */
    long cutBytes() {
        long cut = cutBytes;
        cutBytes = 0;
        return cut;
    }

    /** What is held back, for when nothing is to come that would complete it. */
    ByteBuffer rest() {
        if (texts.isPresent()) {
            piece.write(inside ? END_BYTES : BEGIN_BYTES, 0, matched);
            tellText();
        }
        cutBytes += captured.excessBytes();
        ByteBuffer message = captured.end().orElseGet(() -> ByteBuffer.allocate(0));
        ByteBuffer rest = ByteBuffer.allocate(2 * BEGIN_BYTES.length + message.remaining());
        if (inside) {
            rest.put(BEGIN_BYTES).put(message).put(END_BYTES, 0, matched);
        } else {
            rest.put(BEGIN_BYTES, 0, matched);
        }
        inside = false;
        matched = 0;
        return rest.flip();
    }
}
