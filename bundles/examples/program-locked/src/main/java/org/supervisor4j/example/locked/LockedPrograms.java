package org.supervisor4j.example.locked;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.api.program.ProgramType;

/**
 * The section kind {@code [locked-program:x]}: a program that runs only while its group holds the lock of a file. Of several daemons that
 * are configured with the same file one runs it; when that one stops it, another does.
 */
@Component(property = ProgramType.KIND + "=locked-program")
public final class LockedPrograms implements ProgramType {

    static final String LOCK_FILE = "lock_file";

    /** Waiting for its turn is what such a program is for: it is not to give up after three attempts. */
    private static final Map<String, String> DEFAULTS = Map.of("startretries", "1000000");

    private final Locks locks = new Locks();

    @Override
    public GroupType read(Section section, Problems problems) {
        Path file = section.textWithHere(LOCK_FILE).flatMap(text -> path(section, text, problems)).orElse(null);
        if (file == null) {
            if (!section.has(LOCK_FILE)) { // else what is wrong with it has been said
                problems.add(section, LOCK_FILE, "[" + section.name() + "] does not specify a lock_file", "an absolute path");
            }
            return new LockedGroup(Path.of("/"), section.suffix(), locks); // of no use: there are problems
        }
        return new LockedGroup(file, section.suffix(), locks);
    }

    private static Optional<Path> path(Section section, String text, Problems problems) {
        try {
            Path file = Path.of(text);
            if (file.isAbsolute() && file.getFileName() != null) {
                return Optional.of(file.normalize());
            }
        } catch (InvalidPathException _) {
            // told below, like any other text that is no such path
        }
        problems.add(section, LOCK_FILE, "'" + text + "' is no absolute path of a file", "such as /var/lock/x or %(here)s/x");
        return Optional.empty();
    }

    @Override
    public Map<String, String> defaults() {
        return DEFAULTS;
    }
}
