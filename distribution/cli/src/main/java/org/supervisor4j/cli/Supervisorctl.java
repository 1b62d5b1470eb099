package org.supervisor4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.supervisor4j.cli.action.Actions;
import org.supervisor4j.cli.action.ExitStatus;
import org.supervisor4j.cli.action.Interpreter;
import org.supervisor4j.cli.action.LineInput;
import org.supervisor4j.cli.action.Session;
import org.supervisor4j.cli.plugin.CtlPlugins;
import org.supervisor4j.cli.rpc.ServerUrl;
import org.supervisor4j.cli.shell.Completion;
import org.supervisor4j.cli.shell.LateInput;
import org.supervisor4j.cli.shell.Shell;
import org.supervisor4j.cli.shell.ShellInput;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.commandline.UsageException;

/**
 * The program {@code supervisorctl}: one action, given on the command line, and its exit status; or a shell.
 *
 * <p>The system property {@value #PROGRAM_PROPERTY} says how the program was invoked. Messages repeat that, and
 * configuration files are looked for beside it. The property {@value #HOME_PROPERTY} says where Supervisor4J is installed;
 * actions of plugins are in its folder {@code plugins}.
 */
public final class Supervisorctl {

    /** The system property with the name or path by which the program was invoked. */
    public static final String PROGRAM_PROPERTY = "supervisor4j.program";

    /** The system property with the folder of the installation. */
    public static final String HOME_PROPERTY = "supervisor4j.home";

    private final String program;
    private final Map<String, String> environment;
    private final Path currentDirectory;

    /**
     * A program that was invoked somewhere.
     *
     * @param program how it was invoked
     * @param environment the environment variables
     * @param currentDirectory what relative paths in a configuration file begin at
     */
    public Supervisorctl(String program, Map<String, String> environment, Path currentDirectory) {
        this.program = program;
        this.environment = environment;
        this.currentDirectory = currentDirectory;
    }

    /**
     * Runs the program and ends the JVM. Output is UTF-8, whatever the locale.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        Supervisorctl program = new Supervisorctl(System.getProperty(PROGRAM_PROPERTY, "supervisorctl"),
                System.getenv(), Path.of("").toAbsolutePath());
        System.exit(program.run(List.of(args), System.in, out, err));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /**
     * Runs an action or, if none is given, the shell. Output that could not be written is a failure, which a line on the
     * error output tells.
     *
     * @param args the command line
     * @param in what is typed
     * @param out takes the action's output, its errors included
     * @param err takes usage errors and the errors of log streams
     * @return the exit status
     */
    public int run(List<String> args, InputStream in, PrintStream out, PrintStream err) {
        int status = runUnchecked(args, in, out, err);
        if (!out.checkError()) { // which flushes
            return status;
        }
        err.println("Error: the output could not be written");
        return status == ExitStatus.SUCCESS ? ExitStatus.GENERIC : status;
    }

    /** As {@link #run}, but for the look at the output, whose errors a {@link PrintStream} remembers until then. */
    private int runUnchecked(List<String> args, InputStream in, PrintStream out, PrintStream err) {
        Settings settings;
        CtlPlugins plugins;
        try {
            ClientCommandLine commandLine = ClientCommandLine.parse(args);
            if (commandLine.help()) {
                out.print(ClientCommandLine.usage(program));
                return ExitStatus.SUCCESS;
            }
            settings = new SettingsReader(program, environment, currentDirectory).read(commandLine);
            plugins = new CtlPlugins(pluginFolder(), settings.plugins(), err);
            plugins.check();
        } catch (UsageException | ConfigurationException e) {
            err.println("Error: " + e.getMessage());
            err.println("For help, use " + program + " -h");
            return ExitStatus.INVALID_ARGUMENTS;
        }
        Actions actions = new Actions(plugins);
        if (settings.words().isEmpty()) {
            return shell(settings, actions, in, out, err);
        }
        Session session = session(settings, new LateInput(in, out, err), out, err);
        new Interpreter(session, actions).execute(String.join(" ", settings.words()));
        return session.exitStatus();
    }

    private static Path pluginFolder() {
        String home = System.getProperty(HOME_PROPERTY);
        return home == null ? null : Path.of(home, "plugins");
    }

    private int shell(Settings settings, Actions actions, InputStream in, PrintStream out, PrintStream err) {
        try (ShellInput input = ShellInput.open(in, out, err, settings.historyFile(), environment.get("TERM"))) {
            Session session = session(settings, input, out, err);
            input.complete(new Completion(actions, session));
            new Shell(session, new Interpreter(session, actions), input, settings.prompt()).run();
        }
        return ExitStatus.SUCCESS;
    }

    private static Session session(Settings settings, LineInput input, PrintStream out, PrintStream err) {
        return new Session(ServerUrl.parse(settings.serverUrl(), settings.tls()), settings.tls(), settings.credentials(),
                out, err, input, settings.interactive());
    }
}
