package org.supervisor4j.cli.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The bytes of one answer's body, without the framing of HTTP. Not thread-safe. */
final class HttpBody {

    private static final int PIECE = 16 * 1024; // bytes
    private static final int UNKNOWN = -1;

    private final HttpConnection connection;
    private final HttpConnection.Head head;
    private long left; // bytes of the body or of the chunk, or UNKNOWN: up to the end of the connection
    private boolean behindChunk; // its line end may come with the next one, long after
    private boolean ended;
    private boolean complete;

    HttpBody(HttpConnection connection, HttpConnection.Head head) {
        this.connection = connection;
        this.head = head;
        this.left = head.chunked() ? 0 : head.length();
        if (!head.chunked() && left == 0) {
            end(true);
        }
    }

    /**
     * Reads bytes as they come.
     *
     * @return how many, at least one, or -1 at the end of the body or, if it is cut short, of the connection
     */
    int read(byte[] target) throws IOException {
        if (!ended && head.chunked() && left == 0) {
            beginChunk();
        }
        if (ended) {
            return -1;
        }
        int wanted = left == UNKNOWN ? target.length : (int) Math.min(left, target.length);
        int count = connection.read(target, 0, wanted);
        if (count < 0) {
            end(left == UNKNOWN);
        } else if (left != UNKNOWN) {
            left -= count;
            if (left == 0) {
                endPiece();
            }
        }
        return count;
    }

    private void beginChunk() throws IOException {
        if (connection.isAtEnd()) {
            end(false);
            return;
        }
        if (behindChunk && !connection.readLine().isEmpty()) {
            throw new MalformedReplyException("a chunk is longer than it says");
        }
        behindChunk = false;
        if (connection.isAtEnd()) {
            end(false);
            return;
        }
        String line = connection.readLine();
        int extension = line.indexOf(';');
        left = HttpConnection.parse((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
        if (left < 0) {
            throw new MalformedReplyException("negative chunk size: " + line);
        }
        if (left == 0) {
            while (!connection.readLine().isEmpty()) {
                continue; // trailers carry nothing that we need
            }
            end(true);
        }
    }

    private void endPiece() {
        if (head.chunked()) {
            behindChunk = true;
        } else {
            end(true);
        }
    }

    private void end(boolean whole) {
        ended = true;
        complete = whole;
    }

    /** Reads everything up to the end of the body, which has to arrive complete. */
    byte[] readAll() throws IOException {
        byte[] piece = new byte[PIECE];
        ByteArrayOutputStream all = new ByteArrayOutputStream(PIECE);
        for (int count = read(piece); count >= 0; count = read(piece)) {
            all.write(piece, 0, count);
        }
        if (!complete) {
            throw new MalformedReplyException("the answer ends too early, after " + all.size() + " bytes");
        }
        return all.toByteArray();
    }
}
