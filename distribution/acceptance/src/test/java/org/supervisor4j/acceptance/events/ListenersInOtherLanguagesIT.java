package org.supervisor4j.acceptance.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.supervisor4j.acceptance.events.Recorder.Recorded;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Listeners that count characters and listeners that count bytes, with payloads where that makes a difference. */
class ListenersInOtherLanguagesIT {

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** One, two, three and four bytes in UTF-8; the last is two in UTF-16. */
    private static final String TEXT = "aé€𝄞\nzwei\tZeilen";

    @TempDir
    private Path directory;

    static Stream<Arguments> listeners() {
        return Stream.of(
                Arguments.of("Python, text", Recorder.PYTHON, "recorder.py", "characters"),
                Arguments.of("Python, bytes", Recorder.PYTHON, "byte_recorder.py", "bytes"),
                Arguments.of("shell", "/bin/sh", "recorder.sh", "bytes"),
                Arguments.of("Java", JAVA, "Recorder.java", "characters"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("listeners")
    void everyEventIsReadWholeAndNoneIsLost(String language, String program, String script, String unit) throws Exception {
        Conf conf = Conf.in(directory)
                .section("eventlistener:listener",
                        "command=" + program + " " + Recorder.resource(script) + " %(here)s/record", "events=REMOTE_COMMUNICATION",
                        "environment=PYTHONIOENCODING=\"utf-8\"", "length_unit=" + unit, "buffer_size=100");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            for (int i = 0; i < 20; i++) {
                daemon.rpc().call("supervisor.sendRemoteCommEvent", XmlRpc.string("t" + i), XmlRpc.string(TEXT + i));
            }
            Path record = directory.resolve("record");
            Await.asserted(() -> assertThat(Recorder.read(record)).hasSize(20));

            int i = 0;
            for (Recorded event : Recorder.read(record)) {
                String payload = "type:t" + i + "\n" + TEXT + i;
                assertThat(event.payload()).as(language).isEqualTo(payload);
                assertThat(event.length()).isEqualTo(unit.equals("bytes")
                        ? payload.getBytes(StandardCharsets.UTF_8).length
                        : payload.codePointCount(0, payload.length()));
                i++;
            }
            assertThat(daemon.messages("UNKNOWN state")).isEmpty();
        }
    }
}
