package org.supervisor4j.api.program;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;

/**
 * A section kind: {@code [kind:name]} becomes a process group of that name. Register one as an OSGi service with the property
 * {@link #KIND}. The options of {@code [program:x]} are the kernel's to read; the kind reads only what it adds,
 * and may have other {@linkplain #defaults() defaults}.
 *
 * <p><b>Threading:</b> called one at a time, at start on the starting thread, later on a worker; never on the kernel loop.
 */
@ConsumerType
public interface ProgramType {

    /** Service property: the text before the colon, e.g. {@code fcgi-program}. */
    String KIND = "supervisor4j.program.kind";

    int DEFAULT_PRIORITY = 999;

    /**
     * Reads and checks the options that the kind adds; opens nothing. Called at start and at each reread.
     *
     * @param section its texts are expanded with {@code %(here)s}, and where {@link Section#textWithHere} asks for more,
     *     with {@code %(program_name)s} too, as supervisord expands the options and the socket of a FastCGI program
     * @return what the group is to be; any value if there are problems
     */
    GroupType read(Section section, Problems problems);

    /**
     * What options of {@code [program:x]} mean in sections of this kind that do not have them, where that is not what they mean in a
     * program: {@code startretries}, {@code autorestart} and so on. Asked at start and at each reread.
     *
     * @return texts by the names of the options in lower case, as they would stand in the file; {@code priority} here is that of the
     *     processes and of the group
     */
    default Map<String, String> defaults() {
        return Map.of();
    }

    /** The {@code priority} of a group whose section says none; that of its processes is {@value #DEFAULT_PRIORITY} all the same. */
    default int defaultPriority() {
        return DEFAULT_PRIORITY;
    }
}
