package org.supervisor4j.plugin.logsyslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSource;
import org.supervisor4j.api.log.UnixDatagrams;

/** From the options to what a receiver gets. */
@Timeout(60)
class SyslogSinksTest {

    private static final LogSource WEB =
            new LogSource.Channel(new ProcessId("group", "web_1"), ProcessStream.STDOUT);
    private static final String OLD_TIME = "[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d";
    private static final String NEW_TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}[+-]\\d\\d:\\d\\d";

    /** The log of this machine. */
    private static final class Machine implements UnixDatagrams {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

        @Override
        public Connection connect(Path socket, Duration patience) {
            return new Connection() {
                @Override
                public boolean send(ByteBuffer datagram) {
                    received.add(socket + " " + StandardCharsets.UTF_8.decode(datagram));
                    return true;
                }

                @Override
                public void close() {
                    // nothing is open
                }
            };
        }
    }

    private final Machine machine = new Machine();
    private final SyslogSinks sinks = new SyslogSinks(machine);

    @AfterEach
    void close() {
        sinks.deactivate();
    }

    private static void write(LogSink sink, String text) throws IOException {
        sink.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void withoutOptionsALineIsWhatTheCLibraryWouldSend() throws Exception {
        try (LogSink sink = sinks.read(TestOptions.stdout("stdout_syslog=true")).open(WEB)) {
            write(sink, "one\ntw");
            assertThat(machine.received.take()).matches("/dev/log <14>" + OLD_TIME + " supervisord: web_1 one");
            write(sink, "o\033[m\nlast");
            assertThat(machine.received.take()).matches("/dev/log <14>" + OLD_TIME + " supervisord: web_1 two\033\\[m");
        }
        assertThat(machine.received.take()).endsWith("supervisord: web_1 last");
    }

    @Test
    void theLinesOfTheActivityLogHaveNoNameBeforeThemAndAreSentWhenItIsClosed() throws Exception {
        LogOptions options = TestOptions.stdout("stdout_syslog_pid=true", "stdout_syslog_facility=daemon");
        LogSink sink = sinks.read(options).open(new LogSource.Activity("supervisor"));
        write(sink, "INFO hello\n");
        sink.close();
        assertThat(machine.received).hasSize(1);
        assertThat(machine.received.take())
                .matches("/dev/log <30>" + OLD_TIME + " supervisord\\[\\d+\\]: INFO hello");
        assertThatThrownBy(() -> write(sink, "late\n")).isInstanceOf(IOException.class);
        sink.close();
    }

    @Test
    void whatIsWrittenWhileThePluginEndsArrivesToo() throws Exception {
        LogSink sink = sinks.read(TestOptions.stdout()).open(new LogSource.Activity("supervisor"));
        sinks.deactivate();
        write(sink, "last words\n");
        sink.close();
        assertThat(machine.received).hasSize(1);
    }

    @Test
    void overTheNetworkALineIsAMessageOfRfc5424InPiecesIfItIsLong() throws Exception {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            LogOutlet outlet = sinks.read(TestOptions.stdout(
                    "stdout_syslog_address=udp://127.0.0.1:" + receiver.getLocalPort(),
                    "stdout_syslog_severity=warning",
                    "stdout_syslog_tag=web",
                    "stdout_syslog_process_name=false",
                    "stdout_syslog_maxlength=480"));
            try (LogSink sink = outlet.open(WEB)) {
                write(sink, "a\033\n" + "x".repeat(600) + "\n");
                String header = "<12>1 " + NEW_TIME + " [!-~]+ web - - - ";
                assertThat(receive(receiver)).matches(header + "a#033");
                String first = receive(receiver);
                assertThat(first).hasSize(480).matches(header + "x+");
                String second = receive(receiver);
                assertThat(second).matches(header + "x+");
                assertThat((first + second).chars().filter(c -> c == 'x').count()).isEqualTo(600);
            }
        }
    }

    private static String receive(DatagramSocket receiver) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        receiver.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Test
    void whatWasReadAgainAndIsTheSameIsNoChange() {
        assertThat(sinks.read(TestOptions.stdout("stdout_syslog_tag=a")))
                .isEqualTo(sinks.read(TestOptions.stdout("stdout_syslog_tag=a")))
                .isNotEqualTo(sinks.read(TestOptions.stdout("stdout_syslog_tag=b")));
    }
}
