package org.supervisor4j.acceptance.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** What {@code echo_supervisord_conf} prints is a configuration, and says of every option what the reference page says. */
class SampleConfigurationIT {

    private static final Pattern HEADING = Pattern.compile("^## `\\[(.+)]`$");
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\| .*");
    private static final Pattern SECTION = Pattern.compile("^;?\\[(\\S+)]$");
    private static final Pattern OPTION = Pattern.compile("^;?([a-z_.]+) =(.*)$");
    /** Where the sample says something else than the default, so that it can be tried out. */
    private static final Set<String> SET = Set.of("unix_http_server file", "inet_http_server port", "supervisord logfile",
            "supervisord pidfile", "supervisorctl serverurl", "program:x command", "include files",
            "rpcinterface:x supervisor.rpcinterface_factory");

    @TempDir
    private Path directory;

    private String sample(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = Software.OURS.bin().resolve("echo_supervisord_conf").toString();
        System.arraycopy(words, 0, command, 1, words.length);
        Outcome outcome = Command.of(directory, command).inBareEnvironment().with("PATH", "/usr/bin:/bin").run();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        return outcome.out();
    }

    /** Section and option, and the value in the sample. */
    private Map<String, String> told() {
        Map<String, String> told = new LinkedHashMap<>();
        String section = "";
        for (String line : sample().lines().toList()) {
            Matcher head = SECTION.matcher(line);
            Matcher option = OPTION.matcher(line);
            if (head.matches()) {
                section = head.group(1).replace("rpcinterface:supervisor", "rpcinterface:x");
            } else if (option.matches()) {
                String value = option.group(2).replaceFirst("\\s+;.*", "").strip();
                assertThat(told.put(section + " " + option.group(1), value)).as(line).isNull();
            }
        }
        return told;
    }

    /** The same of the reference page; null is required or not set. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> documented = new LinkedHashMap<>();
        String section = "";
        for (String line : Files.readAllLines(Software.configured("project.root").resolve("docs/reference/configuration.md"))) {
            Matcher head = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (line.startsWith("## ")) {
                section = head.matches() ? head.group(1) : "";
            } else if (!section.isEmpty() && row.matches()) {
                String value = row.group(3).strip();
                documented.put(section + " " + row.group(1), value.startsWith("`") ? value.replace("`", "") : null);
            }
        }
        assertThat(documented).hasSizeGreaterThan(60);
        return documented;
    }

    @Test
    void thePageThatItNamesIsInstalled() {
        Matcher page = Pattern.compile("\\bdocs/\\S+\\.md\\b").matcher(sample());
        assertThat(page.find()).isTrue();
        assertThat(Software.distribution().resolve(page.group())).isNotEmptyFile();
    }

    @Test
    void whoMayChangePluginsIsInItWithItsDefault() throws IOException {
        assertThat(told()).containsEntry("plugins requests", "own");
    }

    @Test
    void everyOptionOfTheReferencePageIsInItWithItsDefault() throws IOException {
        Map<String, String> told = told();
        Map<String, String> documented = documented();
        Set<String> missing = new LinkedHashSet<>(documented.keySet());
        missing.removeAll(told.keySet());
        assertThat(missing).isEmpty();
        documented.forEach((option, value) -> {
            if (option.equals("program:x killasgroup")) {
                assertThat(told.get(option)).isEqualTo(told.get("program:x stopasgroup"));
            } else if (!SET.contains(option)) {
                assertThat(told.get(option)).as(option).isEqualTo(value == null ? "" : value);
            }
        });
    }

    @Test
    void theDaemonRunsWithItAndItsClientFindsTheDaemon() {
        try (SupervisorDaemon daemon = start(sample())) {
            assertThat(daemon.ctl("version").status()).isZero();
            assertThat(daemon.ctl("status")).isEqualTo(new Outcome(0, "", ""));
            assertThat(daemon.ctl("reread").out()).isEqualTo("No config updates to processes\n");
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void aSectionOfItRunsAProgramWhenItsMarksAreTakenAway() {
        String text = sample();
        int begin = text.indexOf(";[program:x]");
        int end = text.indexOf("\n; ", begin);
        // what is not set stays a comment: an option without a value is not the same as no option
        String program = text.substring(begin, end).replaceAll("(?m)^;(\\[|\\w+ = [^ ;])", "$1");
        try (SupervisorDaemon daemon = start(text.substring(0, begin) + program + text.substring(end))) {
            daemon.awaitState("x", "RUNNING");
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void wordsBehindItCountForNothing() {
        assertThat(sample("-h", "x")).isEqualTo(sample());
    }

    private SupervisorDaemon start(String text) {
        Conf conf = Conf.in(directory).text(text.replace("/tmp/", directory + "/").replace("supervisor.sock", "s"));
        return SupervisorDaemon.start(conf);
    }
}
