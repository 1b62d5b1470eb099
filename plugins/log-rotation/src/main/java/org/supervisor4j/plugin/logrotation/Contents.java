package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Compares what streams say. */
final class Contents {

    private static final int BUFFER_BYTES = 65_536;

    private Contents() {}

    /** @param background is told that it gets on */
    static boolean areSame(InputStream first, InputStream second, Background background) throws IOException {
        byte[] left = new byte[BUFFER_BYTES];
        byte[] right = new byte[BUFFER_BYTES];
        while (true) {
            int read = first.readNBytes(left, 0, BUFFER_BYTES);
            int other = second.readNBytes(right, 0, BUFFER_BYTES);
            if (!Arrays.equals(left, 0, read, right, 0, other)) {
                return false;
            }
            Compressor.goOn(background);
            if (read < BUFFER_BYTES) {
                return true;
            }
        }
    }
}
