package org.supervisor4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.expansion.Expansion;
import org.supervisor4j.config.expansion.ExpansionException;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.IniOption;
import org.supervisor4j.config.ini.IniSection;
import org.supervisor4j.config.value.FilePaths;

/**
 * The section {@code [supervisorctl]} of a configuration file. What it does not say is null.
 *
 * @param serverUrl where the daemon listens; a unix socket's path is absolute
 * @param username the user to authenticate as
 * @param password the user's password
 * @param prompt what the shell shows before a line
 * @param historyFile where the shell keeps what was typed; absolute
 * @param caCerts file with certificates of those who vouch for servers; absolute, as the next two
 * @param certfile file with a certificate to show to servers
 * @param keyfile file with its key
 */
record SupervisorctlSection(String serverUrl, String username, String password, String prompt, String historyFile,
        String caCerts, String certfile, String keyfile) {

    static final String NAME = "supervisorctl";
    static final SupervisorctlSection EMPTY = new SupervisorctlSection(null, null, null, null, null, null, null, null);

    private static final String UNIX = "unix://";

    /**
     * Reads the section.
     *
     * @param here the directory of the file, for {@code %(here)s}
     * @param environment for {@code %(ENV_X)s} and {@code ~}
     * @param currentDirectory what relative paths begin at
     * @throws ConfigurationException with everything that cannot be expanded
     */
    static SupervisorctlSection read(IniSection section, Path here, Map<String, String> environment,
            Path currentDirectory) throws ConfigurationException {
        Values values = new Values(section, environment);
        FilePaths paths = new FilePaths(environment, currentDirectory, new PasswordFile(Path.of("/etc/passwd")));
        String url = values.get("serverurl", here);
        String prompt = values.get("prompt", null);
        String username = values.get("username", null);
        String password = values.get("password", null);
        String history = values.get("history_file", here);
        String caCerts = values.get("ca_certs", here);
        String certfile = values.get("certfile", here);
        String keyfile = values.get("keyfile", here);
        values.check();
        if (url != null && url.startsWith(UNIX)) {
            url = UNIX + absolute(url.substring(UNIX.length()), paths);
        }
        return new SupervisorctlSection(url, username, password, prompt, file(history, paths), file(caCerts, paths),
                file(certfile, paths), file(keyfile, paths));
    }

    /** Nothing is no file. */
    private static String file(String text, FilePaths paths) {
        return text == null || text.isEmpty() ? null : absolute(text, paths);
    }

    private static String absolute(String text, FilePaths paths) {
        return paths.absolute(Path.of(paths.expandHome(text))).toString();
    }

    /** Looks options up and expands them; collects what goes wrong. */
    private static final class Values {

        private final IniSection section;
        private final Map<String, String> environment;
        private final List<ConfigurationProblem> problems = new ArrayList<>();

        Values(IniSection section, Map<String, String> environment) {
            this.section = section;
            this.environment = environment;
        }

        String get(String key, Path here) {
            IniOption option = section.option(key).orElse(null);
            if (option == null || option.value().indexOf('%') < 0) { // the table of names is not worth building
                return option == null ? null : option.value();
            }
            Names names = Names.ofEnvironment(environment);
            try {
                return Expansion.expand(option.value(), here == null ? names : names.with("here", here.toString()),
                        NAME + "." + key);
            } catch (ExpansionException e) {
                problems.add(new ConfigurationProblem(e.getMessage(), Optional.of(option.location()), NAME, key,
                        option.value(), "%(name)s with a known name, and %% for a percent sign"));
                return null;
            }
        }

        void check() throws ConfigurationException {
            if (!problems.isEmpty()) {
                throw new ConfigurationException(problems);
            }
        }
    }
}
