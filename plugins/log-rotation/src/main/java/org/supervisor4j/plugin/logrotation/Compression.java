package org.supervisor4j.plugin.logrotation;

import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How backups are compressed. */
enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private static final int BUFFER_BYTES = 65_536;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** What the names of its files end with. */
    String suffix() {
        return suffix;
    }

    /** What is written to the answer goes on compressed; closing it completes that. */
    OutputStream compressing(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, BUFFER_BYTES);
            case ZSTD -> new ZstdOutputStream(out); // its classes are loaded only here
        };
    }

    /** The reverse. */
    InputStream expanding(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
            case ZSTD -> new ZstdInputStream(in);
        };
    }
}
