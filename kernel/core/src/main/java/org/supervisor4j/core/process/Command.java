package org.supervisor4j.core.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.expansion.PythonLiteral;
import org.supervisor4j.config.value.ShellWords;

/**
 * A command line made ready to be executed.
 *
 * @param executable the file, found by the rules of supervisord
 * @param arguments the words as they were written, the program's name first
 */
public record Command(String executable, List<String> arguments) {

    private static final String DEFAULT_PATH = "/bin:/usr/bin:/usr/local/bin";

    public Command {
        arguments = List.copyOf(arguments);
    }

    /**
     * Splits and looks up the command of a process. Files are touched: not for the kernel loop.
     *
     * <p>As in supervisord the first directory of the PATH in which the name exists counts, executable or not, and a relative
     * path is looked up from the daemon's directory although it is executed from the process's.
     *
     * @param inherited the daemon's own environment; a PATH of the process's configuration goes first
     * @throws ControlException {@link Reason#NO_FILE} or {@link Reason#NOT_EXECUTABLE} in supervisord's words
     */
    public static Command resolve(ProcessConfig process, Map<String, String> inherited) {
        List<String> words;
        try {
            words = ShellWords.split(process.command());
        } catch (IllegalArgumentException e) {
            throw new ControlException(
                    Reason.NOT_EXECUTABLE,
                    "can't parse command " + PythonLiteral.of(process.command()) + ": " + e.getMessage());
        }
        if (words.isEmpty()) {
            throw new ControlException(Reason.NOT_EXECUTABLE, "command is empty");
        }
        String name = words.getFirst();
        String file = name.contains("/") ? name : search(name, path(process, inherited));
        check(file);
        return new Command(file, words);
    }

    private static String path(ProcessConfig process, Map<String, String> inherited) {
        String configured = process.environment().get("PATH");
        if (configured != null) {
            return configured;
        }
        String own = inherited.getOrDefault("PATH", "");
        return own.isEmpty() ? DEFAULT_PATH : own;
    }

    private static String search(String name, String path) {
        for (String directory : path.split(":", -1)) {
            String candidate = directory.isEmpty() ? name : directory + (directory.endsWith("/") ? "" : "/") + name;
            if (Files.exists(Path.of(candidate))) {
                // Without a slash, exec would search again: an empty element of the PATH is the current directory.
                return candidate.contains("/") ? candidate : "./" + candidate;
            }
        }
        return name;
    }

    private static void check(String file) {
        Path path = Path.of(file);
        if (!file.contains("/") || !Files.exists(path)) {
            throw new ControlException(Reason.NO_FILE, "can't find command " + PythonLiteral.of(file));
        }
        if (Files.isDirectory(path)) {
            throw new ControlException(
                    Reason.NOT_EXECUTABLE, "command at " + PythonLiteral.of(file) + " is a directory");
        }
        if (!hasExecuteBit(path)) {
            throw new ControlException(
                    Reason.NOT_EXECUTABLE, "command at " + PythonLiteral.of(file) + " is not executable");
        }
        if (!Files.isExecutable(path)) {
            throw new ControlException(Reason.NOT_EXECUTABLE, "no permission to run command " + PythonLiteral.of(file));
        }
    }

    private static boolean hasExecuteBit(Path path) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return permissions.contains(PosixFilePermission.OWNER_EXECUTE)
                    || permissions.contains(PosixFilePermission.GROUP_EXECUTE)
                    || permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
        } catch (IOException e) {
            throw new ControlException(
                    Reason.NO_FILE, "can't find command " + PythonLiteral.of(path.toString()) + " (" + e + ")");
        }
    }
}
