package org.supervisor4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.config.reader.ConfigurationReader;
import org.supervisor4j.config.reader.DaemonOverrides;
import org.supervisor4j.config.reader.Surroundings;
import org.supervisor4j.config.value.Users;

class MainTest {

    private static final Users NOBODY = new Users() {
        @Override
        public OptionalInt uidOf(String name) {
            return OptionalInt.empty();
        }

        @Override
        public boolean exists(int uid) {
            return false;
        }

        @Override
        public Optional<String> homeOf(String name) {
            return Optional.empty();
        }
    };

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(quoteCharacter = '`', value = {
        "``, true",
        "nodaemon=true, false",
        "umask=9, false",
        "logsinks=recent, true",
        "[program:x]|command=/bin/cat|stdout_logsinks=recent, true",
        "[program:x]|command=/bin/cat|stderr_recent=true, true",
        "[locked-program:x]|command=/bin/cat|lock_file=/x, true",
        "[eventlistener:x]|command=/bin/cat|events=MADE_UP, true",
        "[rpcinterface:x]|supervisor.rpcinterface_factory=made_up, true",
    })
    void whatOnlyPluginsKnowDoesNotKeepItInTheForeground(String lines, boolean goes) throws Exception {
        Path file = Files.writeString(directory.resolve("supervisord.conf"), "[supervisord]\n" + lines.replace('|', '\n') + "\n");
        Surroundings surroundings = new Surroundings(Map.of(), "here", directory, NOBODY);
        assertThat(Main.wantsBackground(file, DaemonOverrides.parse(List.of(), surroundings), new ConfigurationReader(surroundings)))
                .isEqualTo(goes);
    }
}
