package org.supervisor4j.plugin.logsyslog;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSource;

/**
 * Where the lines of a channel go, and how.
 *
 * @param block whether who writes waits for room as long as it takes
 */
record SyslogOutlet(Address address, MessageStyle style, boolean block, Senders senders) implements LogOutlet {

    /** The daemon ends right after its log is closed. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    SyslogOutlet {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(style, "style");
        Objects.requireNonNull(senders, "senders");
    }

    @Override
    public LogSink open(LogSource source) {
        // The log of this machine knows where it is, and makes of control characters what it likes.
        boolean asTheLibrary = address instanceof Address.Local && style.format() == Format.RFC3164;
        Optional<String> host = asTheLibrary ? Optional.empty() : Optional.of(HostName.read());
        MessageWriter messages = new MessageWriter(style, host, ProcessHandle.current().pid(), processName(source));
        Duration lastWait = source instanceof LogSource.Activity ? LAST_WAIT : Duration.ZERO;
        return new SyslogSink(
                messages, !asTheLibrary, senders.join(address), block, lastWait, Clock.systemDefaultZone());
    }

    private Optional<String> processName(LogSource source) {
        return switch (source) {
            case LogSource.Channel(var process, _) when style.withProcessName() -> Optional.of(process.name());
            case LogSource.Channel _, LogSource.Activity _ -> Optional.empty();
        };
    }
}
