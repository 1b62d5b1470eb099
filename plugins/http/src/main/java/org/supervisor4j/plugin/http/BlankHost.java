package org.supervisor4j.plugin.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Fills in the {@code Host} that supervisord's own client leaves blank when it follows a log over a unix socket; Jetty
 * refuses that, with no option to take it. Only the line right behind the first request line of a connection is looked
 * at, which can be nothing but a header.
 */
final class BlankHost {

    private static final byte[] NAME = "Host:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUE = "localhost".getBytes(StandardCharsets.US_ASCII);

    private enum Phase { REQUEST_LINE, NAME, VALUE, DECIDED }

    private Phase phase;
    private int matched; // bytes of the name

    private BlankHost(Phase phase) {
        this.phase = phase;
    }

    /** For one connection. */
    static BlankHost expected() {
        return new BlankHost(Phase.REQUEST_LINE);
    }

    /** Changes nothing. */
    static BlankHost none() {
        return new BlankHost(Phase.DECIDED);
    }

    /**
     * Looks at what was read.
     *
     * @param buffer ends with it
     * @param read how many bytes
     * @return how many have been put in
     */
    int fillIn(ByteBuffer buffer, int read) {
        for (int at = buffer.limit() - read; phase != Phase.DECIDED && at < buffer.limit(); at++) {
            if (isBlank(buffer.get(at))) {
                phase = Phase.DECIDED;
                return insert(buffer, at);
            }
        }
        return 0;
    }

    /** Whether with this byte the header's line ends without a value. */
    private boolean isBlank(byte next) {
        switch (phase) {
            case REQUEST_LINE -> phase = next == '\n' ? Phase.NAME : phase;
            case NAME -> {
                if (Character.toLowerCase(next) != Character.toLowerCase(NAME[matched++])) {
                    phase = Phase.DECIDED;
                } else if (matched == NAME.length) {
                    phase = Phase.VALUE;
                }
            }
            case VALUE -> {
                if (next == '\r' || next == '\n') {
                    return true;
                }
                phase = next == ' ' || next == '\t' ? phase : Phase.DECIDED;
            }
            case DECIDED -> throw new IllegalStateException("there is nothing left to decide");
        }
        return false;
    }

    private static int insert(ByteBuffer buffer, int at) {
        int end = buffer.limit();
        if (buffer.capacity() - end < VALUE.length) {
            return 0; // an enormous request line: no client of supervisord's
        }
        buffer.limit(end + VALUE.length);
        for (int from = end - 1; from >= at; from--) {
            buffer.put(from + VALUE.length, buffer.get(from));
        }
        buffer.put(at, VALUE);
        return VALUE.length;
    }
}
