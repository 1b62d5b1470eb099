package org.supervisor4j.plugin.eventlistener;

/**
 * What the {@code len} of an event counts. Supervisor's own code counts characters, which listeners fit that read text; its manual says bytes,
 * which is what those need that read bytes. For ASCII it is the same.
 */
enum LengthUnit {
    CHARACTERS,
    BYTES;

    /** The length of a text in UTF-8. */
    int lengthOf(byte[] text) {
        if (this == BYTES) {
            return text.length;
        }
        int characters = 0;
        for (byte value : text) {
            if ((value & 0xc0) != 0x80) { // no continuation of the character before
                characters++;
            }
        }
        return characters;
    }
}
