package org.supervisor4j.plugin.xmlrpc;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of an answer in pieces: a large one grows without being copied and takes no more memory than its share
 * allows. Filled by one thread, read by any after that.
 */
final class Body {

    static final int PIECE = AnswerMemory.FREE;

    private record Piece(byte[] bytes, int length) {}

    private final AnswerMemory.Share share;
    private final List<Piece> pieces = new ArrayList<>();
    private long length;

    Body(AnswerMemory.Share share) {
        this.share = share;
    }

    /** For a text of the program's own. */
    static Body of(byte[] bytes) {
        Body body = new Body(null);
        body.add(bytes, bytes.length);
        return body;
    }

    /**
     * Room for a piece, to be handed to {@link #add} when it is full.
     *
     * @throws AnswerMemory.Exhausted if there is no memory for it at the moment
     */
    byte[] room(int size) {
        share.take(size);
        return new byte[size];
    }

    /** Gives back the room of a piece that became too small. */
    void forget(byte[] room) {
        share.give(room.length);
    }

    void add(byte[] bytes, int used) {
        pieces.add(new Piece(bytes, used));
        length += used;
    }

    long length() {
        return length;
    }

    void writeTo(OutputStream out) throws IOException {
        for (Piece piece : pieces) {
            out.write(piece.bytes(), 0, piece.length());
        }
    }
}
