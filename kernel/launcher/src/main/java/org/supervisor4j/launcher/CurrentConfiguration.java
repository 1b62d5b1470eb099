package org.supervisor4j.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.ProgramRequest;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.config.reader.ConfigurationReader;
import org.supervisor4j.config.reader.DaemonOverrides;
import org.supervisor4j.config.reader.LogTypes;
import org.supervisor4j.core.control.ConfigurationSource;
import org.supervisor4j.launcher.plugins.PluginHost;

/**
 * The configuration as it is now, with what the plugins of now make of it.
 *
 * <p><b>Threading:</b> any. Rereads, programs that are added and plugins that come late may want it at the same time; plugins are asked one
 * at a time, so who asks them has the lock of this object. Each of them has a bounded time to answer in.
 */
final class CurrentConfiguration implements ConfigurationSource, OpenSections.Source {

    private final ConfigurationReader reader;
    private final Path file;
    private final DaemonOverrides overrides;
    private volatile Optional<PluginHost> plugins = Optional.empty();
    private volatile Optional<OpenSections> opened = Optional.empty();

    CurrentConfiguration(ConfigurationReader reader, Path file, DaemonOverrides overrides) {
        this.reader = reader;
        this.file = file;
        this.overrides = overrides;
    }

    /** Before anything is read. */
    void use(PluginHost host) {
        plugins = Optional.of(host);
    }

    /** These are told of rereads from now on. */
    void tell(OpenSections sections) {
        opened = Optional.of(sections);
    }

    private PluginHost plugins() {
        return plugins.orElseThrow();
    }

    /** Reads and checks; nothing takes effect. */
    synchronized SupervisorConfig check() throws ConfigurationException {
        return reader.read(file, overrides, plugins().configurationSections(), plugins().programTypes(), plugins().logTypes());
    }

    @Override
    public synchronized SupervisorConfig read() throws ConfigurationException {
        SupervisorConfig config = check();
        opened.ifPresent(sections -> sections.reread(plugins().configurationSections(), config.sections()));
        return config;
    }

    @Override
    public synchronized List<ProcessConfig> readProgram(SupervisorConfig configuration, ProgramRequest request)
            throws ConfigurationException {
        return reader.readProgram(configuration, request, plugins().logTypes());
    }

    @Override
    public void checkForRestart() throws ConfigurationException {
        if (reader.isPipe(file)) {
            throw new ConfigurationException("could not read config file " + file + " again: it is a pipe");
        }
        Optional<String> lost = plugins().wouldLose();
        if (lost.isPresent()) {
            throw new ConfigurationException("a start would not take what is in use now, " + lost.get());
        }
        if (plugins().isUpToDate()) {
            check();
        } else {
            // Other plugins may understand what those of now do not; whoever stays has his say all the same.
            List<ConfigurationSection> lasting = plugins().lastingSections(); // without our lock: who changes plugins has theirs when he wants ours
            synchronized (this) {
                reader.read(file, overrides, lasting, plugins().programTypes(), LogTypes.UNKNOWN);
            }
        }
    }

    @Override
    public Sections sections() throws ConfigurationException {
        return check().sections();
    }

    @Override
    public synchronized Sections check(Sections accepted, ConfigurationSection late) throws ConfigurationException {
        return reader.check(accepted, late);
    }
}
