package org.supervisor4j.plugin.eventlistener;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** An event that a pool has accepted, from then until one of its listeners is done with it. Belongs to the lock of its pool. */
final class Delivery {

    private static final int OVERHEAD_BYTES = 128; // beside the payload, more or less

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

    /** What it takes in memory. */
    long bytes() {
        return notice.payload().length + OVERHEAD_BYTES;
    }

    /** Writes what {@link #read} reads; how often it was rejected is forgotten. */
    void write(DataOutputStream out) throws IOException {
        out.writeLong(notice.serial());
        out.writeLong(poolSerial);
        out.writeUTF(notice.eventName());
        out.writeInt(notice.payload().length);
        out.write(notice.payload());
    }

    static Delivery read(DataInputStream in) throws IOException {
        long serial = in.readLong();
        long poolSerial = in.readLong();
        String eventName = in.readUTF();
        byte[] payload = new byte[in.readInt()];
        in.readFully(payload);
        return new Delivery(new Notice(serial, eventName, payload), poolSerial);
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
        byte[] head = header(identifier, pool, unit);
        byte[] all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }

    /** How long that is. */
    long envelopeBytes(String identifier, String pool, LengthUnit unit) {
        return (long) header(identifier, pool, unit).length + notice.payload().length;
    }

    private byte[] header(String identifier, String pool, LengthUnit unit) {
        String header = "ver:3.0 server:" + identifier + " serial:" + notice.serial() + " pool:" + pool + " poolserial:"
                + poolSerial + " eventname:" + notice.eventName() + " len:" + unit.lengthOf(notice.payload()) + "\n";
        return header.getBytes(StandardCharsets.UTF_8);
    }
}
