package org.supervisor4j.acceptance.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What Linux tells about a process, and its signals. */
public final class LiveProcess {

    private LiveProcess() {
    }

    /** Whether it exists and is no zombie. */
    public static boolean isAlive(long pid) {
        try {
            return !statusField(pid, "State").startsWith("Z");
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // it ended while its file was being read: ESRCH
            return false;
        }
    }

    /** The text of a line of {@code /proc/PID/status}. */
    public static String statusField(long pid, String name) throws IOException {
        return statusField(Files.readString(Path.of("/proc/" + pid + "/status")), name);
    }

    /** The same of a copy of such a file. */
    public static String statusField(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst().orElseThrow(() -> new AssertionError("no " + name + " in\n" + status));
    }

    public static void signal(String name, long pid) {
        Outcome outcome = Command.of(Path.of("/tmp"), "/bin/kill", "-" + name, Long.toString(pid)).run();
        if (outcome.status() != 0) {
            throw new AssertionError("cannot signal " + pid + ": " + outcome);
        }
    }

    /**
     * The processes that inherited a variable of this value, or that run in this folder: a server that writes its title
     * over its environment is found by the folder, one that changes its folder by the variable.
     */
    static List<Long> carrying(String variable, String value, Path folder) {
        byte[] entry = (variable + "=" + value + "\0").getBytes(StandardCharsets.UTF_8);
        String wanted = new String(entry, StandardCharsets.ISO_8859_1);
        List<Long> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path process : entries.filter(path -> path.getFileName().toString().matches("\\d+")).toList()) {
                try {
                    byte[] environment = Files.readAllBytes(process.resolve("environ"));
                    if (Files.readSymbolicLink(process.resolve("cwd")).equals(folder)
                            || new String(environment, StandardCharsets.ISO_8859_1).contains(wanted)) {
                        found.add(Long.parseLong(process.getFileName().toString()));
                    }
                } catch (IOException e) {
                    // not ours to read, or gone by now: in both cases none that we look for
                    continue;
                }
            }
        } catch (IOException e) {
            throw new AssertionError("cannot list the processes", e);
        }
        return found;
    }
}
