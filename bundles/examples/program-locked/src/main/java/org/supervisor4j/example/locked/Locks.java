package org.supervisor4j.example.locked;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The locks that this daemon holds; any thread. A lock belongs to the whole daemon, and closing any of its channels to a file gives the lock of
 * that file away: so a file that is locked here already is not even opened.
 */
final class Locks {

    private final Map<Path, FileChannel> held = new HashMap<>();
    private final Map<Path, String> holders = new HashMap<>();

    /**
     * @param holder who wants it, for those who do not get it
     * @throws IOException if it is somebody else's, who is named then
     */
    synchronized void take(Path file, String holder) throws IOException {
        if (held.containsKey(file)) {
            throw new IOException("the lock " + file + " is held by " + holders.get(file));
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                String noted = Files.readString(file).strip();
                throw new IOException("the lock " + file + " is held by " + (noted.isEmpty() ? "somebody else" : noted));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        held.put(file, channel);
        holders.put(file, holder);
    }

    /** Closing gives the lock back. The file stays: if it were removed, two could hold locks on two files of the same name. */
    synchronized void giveBack(Path file) throws IOException {
        holders.remove(file);
        try (FileChannel channel = held.remove(file)) {
            channel.truncate(0);
        }
    }
}
