package org.supervisor4j.config.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.Origin;
import org.supervisor4j.config.ProcessConfig.AutoRestart;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.expansion.CodePointOrder;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.Blank;
import org.supervisor4j.config.ini.IniSection;
import org.supervisor4j.config.reader.InstanceOptions.Instance;
import org.supervisor4j.config.value.ExitCodes;
import org.supervisor4j.config.value.Numbers;
import org.supervisor4j.config.value.Signals;
import org.supervisor4j.config.value.Words;

/** Reads the options that make processes: those of {@code [program:x]}; in supervisord's order. Used once per group. */
final class ProgramSection {

    private static final int DEFAULT_SIGNAL = 15; // TERM
    private static final String DEFAULT_NAME = "%(program_name)s";
    private static final String NAME_OF_INSTANCE = "%(process_num)";

    private final Reading reading;
    private final SectionOptions options;
    private final String groupName;
    private final Names names; // of options that are the same for all instances
    private final Map<String, String> daemonEnvironment;

    /**
     * A section as part of a group.
     *
     * @param environmentNames what all sections may expand
     * @param daemonEnvironment the variables of {@code [supervisord]}
     */
    ProgramSection(
            Reading reading,
            IniSection section,
            String groupName,
            Names environmentNames,
            Map<String, String> daemonEnvironment) {
        String suffix = ConfigurationProblem.inSection(section.name(), section.location());
        this.reading = reading;
        this.options = new SectionOptions(section, reading.problems(), suffix);
        this.groupName = groupName;
        this.daemonEnvironment = daemonEnvironment;
        this.names = reading.withHostNodeName(reading.withHere(environmentNames))
                .with("program_name", Blank.strip(Reading.nameAfterColon(section.name())))
                .with("group_name", groupName);
    }

    /** The processes sorted by priority, then name. */
    List<ProcessConfig> read() {
        if (!options.isBroken("")) {
            options.convert(Reading.nameAfterColon(options.name()), "", Words.NAME);
        }
        int priority = options.read("priority", Numbers.INTEGER, names, GroupSections.DEFAULT_PRIORITY);
        boolean autostart = options.read("autostart", Words.FLAG, names, true);
        AutoRestart autorestart = options.read("autorestart", Words.AUTORESTART, names, AutoRestart.UNEXPECTED);
        int startSeconds = options.read("startsecs", Numbers.INTEGER, names, 1);
        int startRetries = options.read("startretries", Numbers.INTEGER, names, 3);
        int stopSignal = options.read("stopsignal", Signals.TYPE, names, DEFAULT_SIGNAL);
        int stopWaitSeconds = options.read("stopwaitsecs", Numbers.INTEGER, names, 10);
        boolean stopAsGroup = options.read("stopasgroup", Words.FLAG, names, false);
        boolean killAsGroup = options.read("killasgroup", Words.FLAG, names, stopAsGroup);
        List<Integer> exitCodes = options.read("exitcodes", ExitCodes.TYPE, names, List.of(0));
        boolean redirectStderr = options.read("redirect_stderr", Words.FLAG, names, false);
        int numprocs = options.read("numprocs", Numbers.INTEGER, names, 1);
        int numprocsStart = options.read("numprocs_start", Numbers.INTEGER, names, 0);
        OutputOptions stdout = new OutputOptions(reading, options, "stdout", names);
        OutputOptions stderr = new OutputOptions(reading, options, "stderr", names);
        Optional<String> serverUrl = options.text("serverurl", names)
                .filter(url -> !Blank.strip(url).equalsIgnoreCase("AUTO"));
        OptionalInt uid = toInt(options.find("user", reading.surroundings().users().type(), names));
        OptionalInt umask = toInt(options.find("umask", Numbers.OCTAL, names));
        String processName = processName(numprocs);
        checkGroupKill(stopAsGroup, killAsGroup);

        InstanceOptions instances = new InstanceOptions(
                reading, options, names.with("numprocs", numprocs), stdout, stderr, redirectStderr, processName);
        List<ProcessConfig> processes = new ArrayList<>();
        for (long number = numprocsStart; number < (long) numprocsStart + numprocs; number++) {
            Instance instance = instances.read((int) number);
            processes.add(new ProcessConfig(
                    new ProcessId(groupName, instance.name()),
                    priority,
                    instance.command(),
                    autostart,
                    autorestart,
                    startSeconds,
                    startRetries,
                    exitCodes,
                    stopSignal,
                    stopWaitSeconds,
                    stopAsGroup,
                    killAsGroup,
                    uid,
                    umask,
                    instance.directory(),
                    redirectStderr,
                    instance.stdout(),
                    instance.stderr(),
                    merged(instance.environment()),
                    serverUrl,
                    new Origin(options.section().location().toString(), instance.furtherOptions())));
        }
        processes.sort(Comparator.comparing(process -> process.id().name(), CodePointOrder.INSTANCE));
        return processes;
    }

    /** The name before it is expanded: only this text is searched for characters that names must not have. */
    private String processName(int numprocs) {
        String name = options.convert(options.raw("process_name").orElse(DEFAULT_NAME), "process_name", Words.NAME)
                .orElse(DEFAULT_NAME);
        if (numprocs > 1 && !name.contains(NAME_OF_INSTANCE) && !options.isBroken("process_name")) {
            options.problem(
                    "process_name",
                    "%(process_num) must be present within process_name when numprocs > 1",
                    "for example %(program_name)s_%(process_num)02d");
        }
        return name;
    }

    private void checkGroupKill(boolean stopAsGroup, boolean killAsGroup) {
        if (stopAsGroup && !killAsGroup) {
            options.problem(
                    "killasgroup", "Cannot set stopasgroup=true and killasgroup=false", "true, as stopasgroup is");
        }
    }

    private Map<String, String> merged(Map<String, String> own) {
        Map<String, String> environment = new LinkedHashMap<>(daemonEnvironment);
        environment.putAll(own);
        return environment;
    }

    private static OptionalInt toInt(Optional<Integer> number) {
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }
}
