package org.supervisor4j.plugin.xmlrpc;

import java.util.List;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;

/** A configuration made in a test. */
record FakeSections(List<Section> all) implements Sections {

    static FakeSections of(Section... sections) {
        return new FakeSections(List.of(sections));
    }

    @Override
    public List<Section> startingWith(String prefix) {
        return all.stream().filter(section -> section.name().startsWith(prefix)).toList();
    }
}
