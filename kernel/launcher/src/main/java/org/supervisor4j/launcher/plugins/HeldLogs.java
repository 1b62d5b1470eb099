package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.supervisor4j.api.log.LogFileType;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.log.LogSource;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.launcher.plugins.PluginUses.Holder;
import org.supervisor4j.launcher.plugins.PluginUses.Use;

/** What a plugin writes logs with: the same, but known to be in use, as {@link HeldPrograms}. */
final class HeldLogs {

    private HeldLogs() {}

    record SinkType(LogSinkType held, Use use) implements LogSinkType, Holder {
        @Override
        public LogOutlet read(LogOptions options) {
            LogOutlet read = held.read(options);
            return read == null ? null : new Outlet(read, use);
        }
    }

    /** Equal to another if what it holds is. */
    record Outlet(LogOutlet held, Use use) implements LogOutlet, Holder {
        @Override
        public LogSink open(LogSource source) throws IOException {
            LogSink sink = held.open(source);
            return sink == null ? null : new Sink(sink, use);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Outlet that && held.equals(that.held);
        }

        @Override
        public int hashCode() {
            return held.hashCode();
        }
    }

    record FileType(LogFileType held, Use use) implements LogFileType, Holder {
        @Override
        public LogSinkFactory read(LogOptions options) {
            LogSinkFactory read = held.read(options);
            return read == null ? null : new SinkFactory(read, use);
        }
    }

    /** Equal to another if what it holds is. */
    record SinkFactory(LogSinkFactory held, Use use) implements LogSinkFactory, Holder {
        @Override
        public LogSink open(LogTarget target) throws IOException {
            LogSink sink = held.open(target);
            return sink == null ? null : new Sink(sink, use);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SinkFactory that && held.equals(that.held);
        }

        @Override
        public int hashCode() {
            return held.hashCode();
        }
    }

    record Sink(LogSink held, Use use) implements LogSink, Holder {
        @Override
        public void write(ByteBuffer data) throws IOException {
            held.write(data);
        }

        @Override
        public void reopen() throws IOException {
            held.reopen();
        }

        @Override
        public void clear() throws IOException {
            held.clear();
        }

        @Override
        public void close() throws IOException {
            try {
                held.close();
            } finally {
                Reference.reachabilityFence(use);
            }
        }
    }
}
