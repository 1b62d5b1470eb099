package org.supervisor4j.config.reader;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.supervisor4j.config.expansion.Expansion;
import org.supervisor4j.config.expansion.ExpansionException;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.IniOption;

/** The options of a program that supervisord does not know: they are ours or plugins', or nobody's. */
final class FurtherOptions {

    private static final Set<String> SUPERVISORS = Stream.concat(
                    Stream.of("command", "process_name", "numprocs", "numprocs_start", "priority", "autostart", "autorestart",
                            "startsecs", "startretries", "exitcodes", "stopsignal", "stopwaitsecs", "stopasgroup", "killasgroup",
                            "user", "umask", "directory", "redirect_stderr", "environment", "serverurl"),
                    Stream.of("stdout", "stderr").flatMap(channel -> Stream.of("_logfile", "_logfile_maxbytes",
                                    "_logfile_backups", "_capture_maxbytes", "_events_enabled", "_syslog")
                            .map(option -> channel + option)))
            .collect(Collectors.toUnmodifiableSet());

    private FurtherOptions() {}

    /** In file order. What cannot be expanded is as it stands: whether it is wrong is for whoever reads it. */
    static Map<String, String> of(SectionOptions options, Names names) {
        Map<String, String> further = new LinkedHashMap<>();
        for (IniOption option : options.section().options()) {
            if (!SUPERVISORS.contains(option.key())) {
                further.put(option.key(), expanded(option, options, names));
            }
        }
        return further;
    }

    private static String expanded(IniOption option, SectionOptions options, Names names) {
        try {
            return Expansion.expand(option.value(), names, options.name() + "." + option.key());
        } catch (ExpansionException _) {
            return option.value();
        }
    }
}
