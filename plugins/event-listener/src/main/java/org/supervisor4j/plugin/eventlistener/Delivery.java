package org.supervisor4j.plugin.eventlistener;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** An event that a pool has accepted, from then until one of its listeners is done with it. Belongs to the lock of its pool. */
final class Delivery {

    private final Notice notice;
    private final long poolSerial;
    private int rejections; // in a row

    /**
     * @param poolSerial its number in the pool, which it keeps however often it is sent
     */
    Delivery(Notice notice, long poolSerial) {
        this.notice = Objects.requireNonNull(notice, "notice");
        this.poolSerial = poolSerial;
    }

    Notice notice() {
        return notice;
    }

    long poolSerial() {
        return poolSerial;
    }

    long serial() {
        return notice.serial();
    }

    /** Answers how often it has been rejected by now. */
    int reject() {
        return ++rejections;
    }

    /**
     * What is written to the listener: one line, and the payload with no end mark.
     *
     * @param identifier of the daemon
     */
    byte[] envelope(String identifier, String pool, LengthUnit unit) {
        byte[] payload = notice.payload();
        String header = "ver:3.0 server:" + identifier + " serial:" + notice.serial() + " pool:" + pool + " poolserial:"
                + poolSerial + " eventname:" + notice.eventName() + " len:" + unit.lengthOf(payload) + "\n";
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }
}
