package org.supervisor4j.config.reader;

import java.util.List;
import java.util.stream.Collectors;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;

/** Sections that know which of them were asked for last: what a plugin is at when it does not come back. For any thread. */
public final class AskedSections implements Sections {

    private final Sections sections;
    private volatile List<Section> last = List.of();

    public AskedSections(Sections sections) {
        this.sections = sections;
    }

    @Override
    public List<Section> startingWith(String prefix) {
        List<Section> found = sections.startingWith(prefix);
        if (!found.isEmpty()) {
            last = found;
        }
        return found;
    }

    /** {@code [x:a], [x:b]}, those that were found last; else the words given. */
    public String last(String none) {
        return last.isEmpty() ? none : last.stream().map(section -> "[" + section.name() + "]").collect(Collectors.joining(", "));
    }
}
