package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputConfig.Destination;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.posix.Errno;

/**
 * Log files with generated names, for {@code stdout_logfile=AUTO}; supervisord's names, so that its tools find them.
 *
 * <p>Files are touched: not for the kernel loop.
 */
public final class GeneratedLogs {

    private static final Logger log = LoggerFactory.getLogger(GeneratedLogs.class);
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789_";
    private static final int RANDOM_LENGTH = 8;
    /** What rotation puts behind a name: a number or a moment, and how it is compressed. */
    private static final String BACKUP = "\\.(\\d+|\\d{4}-\\d\\d-\\d\\dT\\d{6}(-\\d+)?)(\\.gz|\\.zst)?";
    private static final String HALF_COMPRESSED = "\\.compressing";

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    private final String identifier;
    private final SecureRandom random = new SecureRandom();

    public GeneratedLogs(DaemonConfig daemon) {
        this.directory = daemon.childLogDirectory();
        this.identifier = daemon.identifier();
    }

    /** The group with a new, empty file in the place of every AUTO. */
    public GroupConfig assign(GroupConfig group) throws IOException {
        List<ProcessConfig> processes = new ArrayList<>();
        for (ProcessConfig process : group.processes()) {
            processes.add(process.withOutputs(
                    assign(process, "stdout", process.stdout()), assign(process, "stderr", process.stderr())));
        }
        return group.withProcesses(processes);
    }

    private OutputConfig assign(ProcessConfig process, String channel, OutputConfig output) throws IOException {
        return output.destination() instanceof Destination.Auto
                ? output.withDestination(new Destination.File(create(process.id().name(), channel), true))
                : output;
    }

    private Path create(String process, String channel) throws IOException {
        while (true) {
            StringBuilder name = new StringBuilder(process + "-" + channel + "---" + identifier + "-");
            for (int i = 0; i < RANDOM_LENGTH; i++) {
                name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            Path file = directory.resolve(name.append(".log").toString());
            try {
                return Files.createFile(file, PRIVATE);
            } catch (FileAlreadyExistsException _) {
                // One in 37^8: draw again.
            } catch (FileSystemException e) {
                throw new IOException(
                        "cannot make a log file in the childlogdir " + directory + ": " + Errno.name(e), e);
            }
        }
    }

    /** Removes the files that an earlier run left, rotated ones included. */
    public void removeOld() {
        // supervisord takes the identifier as a pattern and leaves the end open; a file like x.log.gz is not ours.
        String name = ".+?---" + Pattern.quote(identifier) + "-\\S+\\.log";
        Pattern ours = Pattern.compile(name + "(" + BACKUP + ")?|\\." + name + HALF_COMPRESSED);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (ours.matcher(file.getFileName().toString()).matches()) {
                    remove(file);
                }
            }
        } catch (IOException e) {
            log.warn("Could not clear childlog dir {}: {}", directory, e.toString());
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            log.warn("Failed to clean up '{}': {}", file, e.toString());
        }
    }
}
