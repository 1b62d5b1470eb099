package org.supervisor4j.acceptance.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** The classes that the commands keep: made once, safely, by whoever comes first, and never in anybody's way. */
class ClassCacheIT {

    private static final String NOBODY = "65534";

    @TempDir
    private Path directory;

    private Installation installed;

    @BeforeEach
    void install() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        installed = Installation.in(directory);
    }

    private Command help() {
        return Command.of(directory, installed.program("supervisorctl"), "-h").with("HOME", directory.toString());
    }

    /** By a user to whom the installation does not belong. */
    private Command helpForOthers(Path home) {
        return Command.of(directory, "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups",
                installed.program("supervisorctl"), "-h").with("HOME", home.toString());
    }

    private static void assertHelps(Outcome outcome) {
        assertThat(outcome.status()).as(outcome.toString()).isZero();
        assertThat(outcome.out()).startsWith("supervisorctl -- ");
        assertThat(outcome.err()).isEmpty();
    }

    /** The JVM says which archive it was given, and ends with an error if that is of no use. */
    private static void assertUses(Command command, Path archive) {
        Outcome outcome = command.with("SUPERVISOR4J_OPTS", "-Xshare:on -XX:+PrintFlagsFinal").run();
        assertThat(outcome.status()).as(outcome.toString()).isZero();
        assertThat(outcome.out()).containsPattern("SharedArchiveFile +=.*" + archive.getFileName().toString()
                .replace("+", "\\+"));
    }

    @Test
    void thePackedResultHasGoodOnesOfBothCommands() throws IOException {
        List<Path> archives = Installation.archives(installed.cache());
        assertThat(archives).hasSize(2);
        assertUses(help(), archives.getFirst());
        assertUses(Command.of(directory, installed.program("supervisord"), "-h"), archives.getLast());
    }

    @Test
    void severalFirstStartsAtOnceAllWorkAndLeaveOneGoodFile() throws IOException {
        installed.withoutCache();
        List<CompletableFuture<Outcome>> starts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            starts.add(CompletableFuture.supplyAsync(() -> help().run()));
        }
        starts.forEach(start -> assertHelps(start.join()));
        assertUses(help(), Installation.awaitArchive(installed.cache()));
    }

    @Test
    void aDamagedFileDoesNoHarm() throws IOException {
        List<Path> archives = Installation.archives(installed.cache());
        byte[] whole = Files.readAllBytes(archives.getFirst());
        byte[] half = Files.readAllBytes(archives.getLast());
        for (Path archive : archives) {
            Files.write(archive, new byte[0]);
        }
        assertBothWork("empty");
        for (Path archive : archives) {
            Files.writeString(archive, "what is this?\n".repeat(10_000));
        }
        assertBothWork("text");
        Files.write(archives.getFirst(), Arrays.copyOf(whole, whole.length / 2));
        Files.write(archives.getLast(), Arrays.copyOf(half, half.length / 2));
        assertBothWork("cut");
    }

    @Test
    void aFileOfAnotherBuildOfJavaDoesNoHarm() throws IOException {
        for (Path archive : Installation.archives(installed.cache())) {
            byte[] bytes = Files.readAllBytes(archive);
            String header = new String(bytes, 0, 4096, StandardCharsets.ISO_8859_1);
            int vm = header.indexOf("Server VM (");
            assertThat(vm).as("the JVM's name in the header of an archive").isPositive();
            bytes[header.indexOf('(', vm) + 1] ^= 1; // the first digit of its version
            Files.write(archive, bytes);
        }
        assertBothWork("other");
    }

    private void assertBothWork(String name) {
        assertHelps(help().run());
        Conf conf = Conf.in(directory.resolve(name)).program("cat", "command=/bin/cat");
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(installed.home(), conf)) {
            daemon.awaitState("cat", "RUNNING");
            assertThat(daemon.stop()).isZero();
            assertThat(daemon.output()).doesNotContainIgnoringCase("archive").doesNotContain("[cds]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"supervisor4j-cli-, -1", "supervisor4j-cli-, 1", "logback-classic-, 0"})
    void otherJarsMakeItBeMadeAnew(String change) throws IOException {
        Path archive = Installation.archives(installed.cache()).getFirst();
        FileTime before = Files.getLastModifiedTime(archive);
        Path jar = installed.jar(change.split(", ")[0]);
        FileTime time = FileTime.from(Files.getLastModifiedTime(jar).toInstant().plus(Duration.ofDays(Long.parseLong(change.split(", ")[1]))));
        if (change.startsWith("logback")) {
            Files.write(jar, new byte[1], StandardOpenOption.APPEND); // of what the client does not use
        }
        Files.setLastModifiedTime(jar, time);
        assertUsesNone(Command.of(directory, installed.program("supervisord"), "-h"));
        assertHelps(help().run());
        Await.until("a new archive", Installation.PATIENCE, () -> Files.getLastModifiedTime(archive).compareTo(before) > 0
                && installed.isAtRest());
        assertUses(help(), archive);
    }

    @Test
    void aCopyThatKeepsNoTimesHealsItself() throws IOException {
        Installation copy = installed.copiedWithoutTimes(directory.resolve("copy"));
        assertUsesNone(Command.of(directory, copy.program("supervisord"), "-h"));
        Command help = Command.of(directory, copy.program("supervisorctl"), "-h");
        Path archive = Installation.archives(copy.cache()).getFirst();
        Path madeOf = Path.of(archive + ".of");
        String before = Files.readString(madeOf);
        assertUsesNone(help);
        Await.until("a new archive", Installation.PATIENCE,
                () -> !Files.readString(madeOf).equals(before) && copy.isAtRest());
        assertUses(help, archive);
    }

    /** The JVM is given none, which it would refuse, and be slower for it. */
    private static void assertUsesNone(Command command) {
        Outcome outcome = command.with("SUPERVISOR4J_OPTS", "-XX:+PrintFlagsFinal").run();
        assertThat(outcome.status()).as(outcome.toString()).isZero();
        assertThat(outcome.out()).contains("SharedArchiveFile").doesNotContainPattern("SharedArchiveFile +=.*supervisor4j");
    }

    @Test
    void aRelativeFolderIsRefusedByWarmUpAndLeftUnreadByTheOthers() throws IOException {
        Outcome outcome = Command.of(directory, installed.program("warm-up"), "supervisorctl")
                .with("SUPERVISOR4J_CACHE", "here").run();
        assertThat(outcome).isEqualTo(new Outcome(1, "",
                "Error: SUPERVISOR4J_CACHE: here (expected: off or a path that begins with a slash)\n"));
        assertUses(help().with("SUPERVISOR4J_CACHE", "here"), Installation.archives(installed.cache()).getFirst());
        assertThat(directory.resolve("here")).doesNotExist();
    }

    @Test
    void whoMayNotWriteThereHasOneOfTheirOwn() throws IOException {
        installed.withoutCache();
        Path home = Files.createDirectory(directory.resolve("home"));
        own(home);
        assertHelps(helpForOthers(home).run());
        Path folder = Path.of(home + "/.cache/supervisor4j" + installed.home());
        assertUses(helpForOthers(home), Installation.awaitArchive(folder));
        assertThat(installed.cache()).doesNotExist();
    }

    @Test
    void whatSomebodyElseHasPutIntoOnesFolderIsNotUsed() throws IOException {
        Path theirs = Installation.archives(installed.cache()).getFirst();
        Path home = Files.createDirectory(directory.resolve("home"));
        Path folder = Files.createDirectories(Path.of(home + "/.cache/supervisor4j" + installed.home()));
        Files.copy(theirs, folder.resolve(theirs.getFileName()));
        Files.copy(Path.of(theirs + ".of"), folder.resolve(theirs.getFileName() + ".of"));
        installed.withoutCache();
        Outcome outcome = helpForOthers(home).with("SUPERVISOR4J_OPTS", "-XX:+PrintFlagsFinal").run();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("SharedArchiveFile").doesNotContain(theirs.getFileName().toString());
    }

    @Test
    void whereNothingCanBeWrittenItWorksWithout() throws IOException {
        installed.withoutCache();
        assertHelps(helpForOthers(Path.of("/nonexistent")).run());
        assertHelps(helpForOthers(directory).run());
        assertThat(installed.cache()).doesNotExist();
        assertThat(directory.resolve(".cache")).doesNotExist();
    }

    @Test
    void itCanBeSwitchedOffOrLieElsewhere() throws IOException {
        Path folder = directory.resolve("else where");
        assertHelps(help().with("SUPERVISOR4J_CACHE", folder.toString()).run());
        assertUses(help().with("SUPERVISOR4J_CACHE", folder.toString()), Installation.awaitArchive(folder));
        installed.withoutCache();
        assertHelps(help().with("SUPERVISOR4J_CACHE", "off").run());
        assertThat(installed.cache()).doesNotExist();
    }

    @Test
    void whatCannotBeMadeIsSaidByWarmUpOnly() throws IOException {
        installed.withoutCache();
        Files.writeString(installed.cache(), "no folder");
        Outcome outcome = Command.of(directory, installed.program("warm-up"), "supervisorctl").run();
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).isEqualTo("Error: cannot make " + installed.cache() + "\n");
        assertHelps(help().run());
    }

    @Test
    void throughALinkToItsFolderItIsTheSameInstallation() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Path link = Files.createSymbolicLink(other.resolve("bin"), installed.home().resolve("bin"));
        assertHelps(Command.of(directory, link.resolve("supervisorctl").toString(), "-h").run());
        assertThat(other.resolve("cache")).doesNotExist();
    }

    @Test
    void anIncompleteInstallationIsCalledThat() throws IOException {
        Files.move(installed.home().resolve("lib"), directory.resolve("lib"));
        for (String[] each : new String[][] {{"supervisorctl", "cli"}, {"supervisord", "launcher"}}) {
            Outcome outcome = Command.of(directory, installed.program(each[0]), "-h").run();
            assertThat(outcome).isEqualTo(new Outcome(2, "", "Error: the installation is incomplete: "
                    + installed.home() + "/lib has no supervisor4j-" + each[1] + "-*.jar\n"));
        }
    }

    private void own(Path folder) {
        Outcome outcome = Command.of(directory, "/bin/chown", NOBODY + ":" + NOBODY, folder.toString()).run();
        assertThat(outcome.status()).as(outcome.err()).isZero();
    }
}
