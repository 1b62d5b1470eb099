package org.supervisor4j.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.Origin;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.ProcessConfig.AutoRestart;

/** A program's configuration with supervisord's defaults, but without log files, to change what a test is about. */
public final class Programs {

    public static final OutputConfig NO_FILE =
            new OutputConfig(new OutputConfig.Destination.None(), 50 << 20, 10, 0, false, false);

    private ProcessId id;
    private int priority = 999;
    private String command = "/bin/sh";
    private boolean autostart = true;
    private AutoRestart autorestart = AutoRestart.UNEXPECTED;
    private int startSeconds = 1;
    private int startRetries = 3;
    private int stopSignal = 15;
    private boolean stopAsGroup;
    private boolean killAsGroup;
    private OptionalInt uid = OptionalInt.empty();
    private Optional<String> directory = Optional.empty();
    private boolean redirectStderr = true;
    private OutputConfig stdout = NO_FILE;
    private OutputConfig stderr = NO_FILE;
    private Map<String, String> environment = Map.of();

    private Programs(ProcessId id) {
        this.id = id;
    }

    /** Output that goes to the file of that name. */
    public static OutputConfig file(String name) {
        return NO_FILE.withDestination(new OutputConfig.Destination.File(Path.of(name), false));
    }

    public static Programs program(String name) {
        return new Programs(new ProcessId(name, name));
    }

    public Programs inGroup(String group) {
        id = new ProcessId(group, id.name());
        return this;
    }

    public Programs priority(int value) {
        priority = value;
        return this;
    }

    public Programs command(String value) {
        command = value;
        return this;
    }

    public Programs autostart(boolean value) {
        autostart = value;
        return this;
    }

    public Programs autorestart(AutoRestart value) {
        autorestart = value;
        return this;
    }

    public Programs startSeconds(int value) {
        startSeconds = value;
        return this;
    }

    public Programs startRetries(int value) {
        startRetries = value;
        return this;
    }

    public Programs stopSignal(int value) {
        stopSignal = value;
        return this;
    }

    public Programs asGroup(boolean stop, boolean kill) {
        stopAsGroup = stop;
        killAsGroup = kill;
        return this;
    }

    public Programs uid(int value) {
        uid = OptionalInt.of(value);
        return this;
    }

    public Programs directory(String value) {
        directory = Optional.of(value);
        return this;
    }

    public Programs outputs(OutputConfig newStdout, OutputConfig newStderr) {
        redirectStderr = false;
        stdout = newStdout;
        stderr = newStderr;
        return this;
    }

    public Programs redirected(OutputConfig newStdout) {
        redirectStderr = true;
        stdout = newStdout;
        return this;
    }

    public Programs environment(Map<String, String> value) {
        environment = value;
        return this;
    }

    public ProcessConfig build() {
        return new ProcessConfig(
                id,
                priority,
                command,
                autostart,
                autorestart,
                startSeconds,
                startRetries,
                List.of(0),
                stopSignal,
                10,
                stopAsGroup,
                killAsGroup,
                uid,
                OptionalInt.empty(),
                directory,
                redirectStderr,
                stdout,
                stderr,
                environment,
                Optional.empty(),
                new Origin("test.conf:1", Map.of()));
    }

    /** A group of its own. */
    public GroupConfig group() {
        ProcessConfig config = build();
        return new GroupConfig(config.id().group(), priority, List.of(config));
    }
}
