package org.supervisor4j.config.reader;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputConfig.Destination;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.value.EnvironmentText;

/** Reads the options of a program that are looked at again for each of its instances; these come in ascending order. */
final class InstanceOptions {

    private static final String ENVIRONMENT = "environment";
    private static final String COMMAND = "command";
    private static final String PROCESS_NAME = "process_name";

    private final Reading reading;
    private final SectionOptions options;
    private final Names names;
    private final OutputOptions stdout;
    private final OutputOptions stderr;
    private final boolean redirectStderr;
    private final String processName;
    // Those of earlier instances stay known until they are given again, as for supervisord.
    private final Map<String, String> variables = new LinkedHashMap<>();

    InstanceOptions(
            Reading reading,
            SectionOptions options,
            Names names,
            OutputOptions stdout,
            OutputOptions stderr,
            boolean redirectStderr,
            String processName) {
        this.reading = reading;
        this.options = options;
        this.names = names;
        this.stdout = stdout;
        this.stderr = stderr;
        this.redirectStderr = redirectStderr;
        this.processName = processName;
    }

    /**
     * What differs from instance to instance.
     *
     * @param environment the section's own variables
     * @param furtherOptions what nobody here has read, expanded, by name
     */
    record Instance(
            String name,
            String command,
            Optional<String> directory,
            OutputConfig stdout,
            OutputConfig stderr,
            Map<String, String> environment,
            Map<String, String> furtherOptions) {}

    Instance read(int number) {
        Names common = names.with("process_num", number);
        Map<String, String> environment = environment(common);
        Names all = common.over(Names.ofEnvironment(variables)).withEnvironment(environment);
        variables.putAll(environment);
        if (options.isBroken(ENVIRONMENT)) {
            all = all.withUnknownEnvironment();
        }
        Optional<String> directory = options.text("directory", all);
        OutputConfig out = stdout.read(all);
        OutputConfig err = stderr.read(all);
        if (redirectStderr) {
            err = redirected(err);
        }
        String command = command(all);
        return new Instance(name(all), command, directory, out, err, environment, FurtherOptions.of(options, all));
    }

    private Map<String, String> environment(Names known) {
        return options.text(ENVIRONMENT, known, ENVIRONMENT)
                .flatMap(text -> options.convert(text, ENVIRONMENT, EnvironmentText.TYPE))
                .orElse(Map.of());
    }

    private OutputConfig redirected(OutputConfig config) {
        if (config.destination() instanceof Destination.File) {
            reading.warn(("For [%s], redirect_stderr=true but stderr_logfile has also been set to a filename,"
                            + " the filename has been ignored")
                    .formatted(options.name()));
        }
        return config.withDestination(new Destination.None());
    }

    private String command(Names known) {
        if (options.raw(COMMAND).isEmpty() && !options.isBroken(COMMAND)) {
            options.problem(
                    COMMAND,
                    "program section " + options.name() + " does not specify a command",
                    "a line command=<program and arguments>");
        }
        return options.text(COMMAND, known).orElse("");
    }

    private String name(Names known) {
        return options.isBroken(PROCESS_NAME)
                ? processName
                : options.expand(processName, PROCESS_NAME, known, PROCESS_NAME).orElse(processName);
    }
}
