package org.supervisor4j.plugin.webui;

import java.util.Optional;

/**
 * How far a viewer has seen: the id of an event, with which a page comes back.
 *
 * @param epoch the life of the plugin that it is of
 * @param version of the board
 * @param happenings the number of the last one
 * @param rights a digest of what could be seen
 */
record Bookmark(String epoch, long version, long happenings, String rights) {

    /** That of who has seen nothing. */
    static final Bookmark NONE = new Bookmark("", 0, 0, "");

    /** Empty for what is none, null among it. */
    static Optional<Bookmark> parse(String text) {
        String[] parts = text == null ? new String[0] : text.split("-", -1);
        if (parts.length != 4 || !parts[1].matches("\\d{1,18}") || !parts[2].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new Bookmark(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]));
    }

    /** Whether what the viewer has is still what he may see; else he needs all anew. */
    boolean isOf(String currentEpoch, VisibleGroups visible) {
        return epoch.equals(currentEpoch) && rights.equals(visible.digest());
    }

    @Override
    public String toString() {
        return epoch + "-" + version + "-" + happenings + "-" + rights;
    }
}
