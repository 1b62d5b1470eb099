package org.supervisor4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationSearchTest {

    @ParameterizedTest(name = "{0} has its files in {1}")
    @CsvSource({
        "/usr/bin/supervisord, /usr/", "/opt/s/bin/supervisord, /opt/s/", "bin/supervisord, ''", "supervisord, ''",
        "./bin/supervisord, ./", "/supervisord, /", "a/b/c/supervisord, a/b/", "/usr//bin//supervisord, /usr/"
    })
    void theFirstTwoPlacesAreBesideTheDirectoryOfTheProgram(String argv0, String parent) {
        assertThat(ConfigurationSearch.paths(argv0))
                .extracting(Path::toString)
                .containsExactly(
                        parent + "etc/supervisord.conf",
                        parent + "supervisord.conf",
                        "supervisord.conf",
                        "etc/supervisord.conf",
                        "/etc/supervisord.conf",
                        "/etc/supervisor/supervisord.conf");
    }

    @Test
    void theFirstThatExistsIsTakenWhateverItIs(@TempDir Path directory) throws IOException {
        String argv0 = directory + "/bin/supervisord";
        Files.writeString(directory.resolve("supervisord.conf"), "");
        assertThat(ConfigurationSearch.find(argv0)).contains(directory.resolve("supervisord.conf"));

        Files.createDirectories(directory.resolve("etc/supervisord.conf"));
        assertThat(ConfigurationSearch.find(argv0)).contains(directory.resolve("etc/supervisord.conf"));
    }

    @Test
    void relativePlacesBeginAtTheDirectoryThatIsNamed(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("supervisord.conf"), "");
        assertThat(ConfigurationSearch.find("s4j/bin/supervisord", directory)).contains(Path.of("supervisord.conf"));
    }

    @Test
    void findingNothingIsSaidWithAllPlaces() {
        assertThat(ConfigurationSearch.nothingFound("/opt/bin/supervisord"))
                .isEqualTo("No config file found at default paths (/opt/etc/supervisord.conf, /opt/supervisord.conf,"
                        + " supervisord.conf, etc/supervisord.conf, /etc/supervisord.conf,"
                        + " /etc/supervisor/supervisord.conf); use the -c option to specify a config file at a"
                        + " different path");
    }
}
