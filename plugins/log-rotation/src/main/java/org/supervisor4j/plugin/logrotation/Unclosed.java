package org.supervisor4j.plugin.logrotation;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Leaves the stream below open when it is closed itself. */
final class Unclosed extends FilterOutputStream {

    Unclosed(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length); // the inherited one writes byte by byte
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
