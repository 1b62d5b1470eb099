package org.supervisor4j.plugin.logsyslog;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the messages of one channel: everything but time and text is known before. */
final class MessageWriter {

    /** However long names are, something of a line fits behind them. */
    private static final int LEAST_ROOM = 64;

    private final Format format;
    private final byte[] beforeTime;
    private final byte[] afterTime;
    private final int room;

    /**
     * @param host as receivers shall see it; empty for the log of this machine
     * @param pid of the daemon
     * @param process stands before each line, if anything
     */
    MessageWriter(MessageStyle style, Optional<String> host, long pid, Optional<String> process) {
        this.format = style.format();
        this.beforeTime = format.beforeTime(style.priority()).getBytes(StandardCharsets.US_ASCII);
        OptionalLong shownPid = style.withPid() ? OptionalLong.of(pid) : OptionalLong.empty();
        String sender = format.afterTime(host, style.tag(), shownPid);
        this.afterTime = (sender + process.map(name -> name + " ").orElse("")).getBytes(StandardCharsets.UTF_8);
        int timeLength = format.time(ZonedDateTime.now()).length;
        this.room = Math.max(LEAST_ROOM, style.maxLength() - beforeTime.length - timeLength - afterTime.length);
    }

    /** How many bytes of text a message takes. */
    int room() {
        return room;
    }

    /** The time as it stands in messages. */
    byte[] time(ZonedDateTime moment) {
        return format.time(moment);
    }

    byte[] message(byte[] time, byte[] text) {
        byte[] message = new byte[beforeTime.length + time.length + afterTime.length + text.length];
        int length = append(message, 0, beforeTime);
        length = append(message, length, time);
        length = append(message, length, afterTime);
        append(message, length, text);
        return message;
    }

    private static int append(byte[] message, int length, byte[] part) {
        System.arraycopy(part, 0, message, length, part.length);
        return length + part.length;
    }
}
