package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.config.commandline.UsageException;
import org.supervisor4j.config.value.KnownUsers;

/** A directory with a configuration file that is read in surroundings without surprises. */
final class ConfigurationFixture {

    /** A file that is right and does nothing. */
    static final String NOTHING = "[supervisord]\n";

    final Path directory;
    final Map<String, String> environment = new LinkedHashMap<>(Map.of("HOME", "/home/me", "SHELL", "/bin/sh"));

    ConfigurationFixture(Path directory) {
        this.directory = directory;
    }

    Path file() {
        return directory.resolve("supervisord.conf");
    }

    Surroundings surroundings() {
        return new Surroundings(environment, "node1", directory, new KnownUsers());
    }

    Path write(String name, String text) {
        try {
            Path path = directory.resolve(name);
            Files.createDirectories(path.getParent());
            return Files.writeString(path, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    SupervisorConfig read(String text, ConfigurationSection... plugins) throws ConfigurationException {
        return read(text, DaemonOverrides.none(), plugins);
    }

    SupervisorConfig read(String text, DaemonOverrides overrides, ConfigurationSection... plugins)
            throws ConfigurationException {
        write("supervisord.conf", text);
        return new ConfigurationReader(surroundings()).read(file(), overrides, List.of(plugins));
    }

    DaemonOverrides overrides(String... args) throws UsageException {
        return DaemonOverrides.parse(List.of(args), surroundings());
    }

    /** The processes of {@code [program:x]} with these options and a command. */
    List<ProcessConfig> programs(String options) throws ConfigurationException {
        GroupConfig group = read(NOTHING + "[program:x]\ncommand=/bin/cat\n" + options + "\n").groups().getFirst();
        assertThat(group.name()).isEqualTo("x");
        return group.processes();
    }

    ProcessConfig program(String options) throws ConfigurationException {
        List<ProcessConfig> processes = programs(options);
        assertThat(processes).hasSize(1);
        return processes.getFirst();
    }

    /** All that is wrong with a file. */
    List<ConfigurationProblem> problems(String text, ConfigurationSection... plugins) {
        ConfigurationException failure =
                catchThrowableOfType(ConfigurationException.class, () -> read(text, plugins));
        assertThat(failure).as("what is wrong with\n%s", text).isNotNull();
        return failure.problems();
    }

    /** The messages of all that is wrong with a file. */
    List<String> messages(String text, ConfigurationSection... plugins) {
        return problems(text, plugins).stream().map(ConfigurationProblem::message).toList();
    }

    /** What follows each message about {@code [program:x]} in the main file. */
    String suffix() {
        return " in section 'program:x' (file: '" + file() + "')";
    }
}
