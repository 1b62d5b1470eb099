package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** What syslog receivers get: of this machine, over UDP and over TCP. */
@Timeout(120)
class SyslogIT {

    /** A message of RFC 5424 without structured data. */
    private record Message(int priority, String host, String tag, String pid, String text) {

        private static final Pattern LAYOUT = Pattern.compile(
                "<(\\d{1,3})>1 (\\S+) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) - - (.*)", Pattern.DOTALL);

        static Message parse(byte[] bytes) {
            Matcher matcher = LAYOUT.matcher(new String(bytes, StandardCharsets.UTF_8));
            assertThat(matcher.matches()).as(new String(bytes, StandardCharsets.UTF_8)).isTrue();
            assertThat(OffsetDateTime.parse(matcher.group(2))).isBefore(OffsetDateTime.now().plusMinutes(1));
            return new Message(Integer.parseInt(matcher.group(1)), matcher.group(3), matcher.group(4),
                    matcher.group(5), matcher.group(6));
        }

        /** The next one of a stream: its length, a blank, and so many bytes. */
        static Message read(InputStream stream) throws IOException {
            int length = 0;
            for (int digit = stream.read(); digit != ' '; digit = stream.read()) {
                assertThat(digit).isBetween((int) '0', (int) '9');
                length = 10 * length + digit - '0';
            }
            byte[] bytes = stream.readNBytes(length);
            assertThat(bytes).hasSize(length);
            return parse(bytes);
        }
    }

    @TempDir
    private Path directory;

    private static ServerSocket tcp(int port) throws IOException {
        return new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
    }

    @Test
    void theLogOfTheMachineGetsWhatTheCLibraryWouldSend() throws IOException {
        Path socket = directory.resolve("log");
        Path got = directory.resolve("got");
        Process receiver = new ProcessBuilder("python3", "-c", """
                import socket, sys
                log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                got = open(sys.argv[2], 'wb', 0)
                log.bind(sys.argv[1])
                while True:
                    got.write(log.recv(70000) + b'|\\n')
                """, socket.toString(), got.toString()).inheritIO().start();
        try {
            Await.until("the receiver listens", () -> Files.exists(socket));
            Conf conf = Conf.in(directory)
                    .section("supervisord", "logfile=syslog", "syslog_address=%(here)s/log", "syslog_facility=daemon",
                            "syslog_pid=true", "pidfile=%(here)s/d.pid", "childlogdir=%(here)s", "user=root")
                    .program("web", "command=/bin/sh -c 'echo one; printf last'", "process_name=w", "startsecs=0",
                            "autorestart=false", "stdout_syslog=true", "stdout_syslog_address=%(here)s/log");
            long pid;
            try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
                pid = daemon.pid();
                daemon.awaitState("web:w", "EXITED");
                assertThat(daemon.stop()).isZero();
            }
            String time = "[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d";
            Await.asserted(() -> {
                List<String> messages = List.of(Files.readString(got).split("\\|\n"));
                assertThat(messages).anyMatch(one -> one.matches("<14>" + time + " supervisord: w one"));
                assertThat(messages).anyMatch(one -> one.matches("<14>" + time + " supervisord: w last"));
                assertThat(messages).anyMatch(one -> one.matches(
                        "<30>" + time + " supervisord\\[" + pid + "\\]: .* INFO supervisord started with pid " + pid));
                assertThat(messages).last().asString().contains("WARN received SIGTERM indicating exit request");
            });
        } finally {
            receiver.destroyForcibly();
        }
    }

    @Test
    void overTheNetworkEachChannelHasItsOwnTagSeverityAndReceiver() throws IOException {
        try (DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress()); ServerSocket tcp = tcp(0)) {
            Conf conf = Conf.in(directory).program("web",
                    "command=/bin/sh -c 'printf \"a\\001\\t\\303\\244\\377\\n\\nlast\" >&2; echo out; exec sleep 1000'",
                    "process_name=w%(process_num)d", "numprocs=2",
                    "stdout_syslog=true", "stdout_syslog_address=tcp://localhost:" + tcp.getLocalPort(),
                    "stdout_syslog_tag=%(program_name)s-%(process_num)d", "stdout_syslog_process_name=false",
                    "stdout_syslog_pid=true", "stdout_syslog_facility=local7",
                    "stderr_logsinks=syslog", "stderr_syslog_address=udp://127.0.0.1:" + udp.getLocalPort(),
                    "stderr_syslog_severity=err");
            try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
                Map<String, Message> out = new HashMap<>();
                try (Socket connection = tcp.accept()) { // one for both
                    InputStream stream = new BufferedInputStream(connection.getInputStream());
                    for (int i = 0; i < 2; i++) {
                        Message message = Message.read(stream);
                        out.put(message.tag(), message);
                    }
                    String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
                    String pid = Long.toString(daemon.pid());
                    assertThat(out).isEqualTo(Map.of(
                            "web-0", new Message(23 * 8 + 6, host, "web-0", pid, "out"),
                            "web-1", new Message(23 * 8 + 6, host, "web-1", pid, "out")));
                    assertThat(daemon.stop()).isZero();
                    assertThat(stream.read()).as("the end of the connection").isNegative();
                    assertThat(receive(udp, 6)).containsExactlyInAnyOrder(
                            new Message(11, host, "supervisord", "-", "w0 a#001\tä\ufffd"),
                            new Message(11, host, "supervisord", "-", "w0 "),
                            new Message(11, host, "supervisord", "-", "w0 last"),
                            new Message(11, host, "supervisord", "-", "w1 a#001\tä\ufffd"),
                            new Message(11, host, "supervisord", "-", "w1 "),
                            new Message(11, host, "supervisord", "-", "w1 last"));
                }
            }
        }
    }

    private static List<Message> receive(DatagramSocket udp, int count) throws IOException {
        List<Message> messages = new ArrayList<>();
        while (messages.size() < count) {
            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            udp.receive(packet);
            messages.add(Message.parse(Arrays.copyOf(packet.getData(), packet.getLength())));
        }
        return messages;
    }

    @Test
    void whatIsWrittenWhileTheReceiverIsAwayArrivesWhenItIsBack() throws IOException {
        int port;
        try (ServerSocket first = tcp(0)) {
            port = first.getLocalPort();
        }
        Conf conf = Conf.in(directory).program("count",
                "command=/bin/sh -c 'i=0; while :; do i=$((i+1)); echo $i; sleep 0.05; done'",
                "stdout_syslog=true", "stdout_syslog_address=tcp://127.0.0.1:" + port,
                "stdout_syslog_process_name=false");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            String address = "The syslog at tcp://127.0.0.1:" + port;
            String well = address + " takes messages again, 0 were lost";
            daemon.awaitMessage(address + " cannot be reached");
            daemon.awaitState("count", "RUNNING");
            assertThat(readTen(port, () -> daemon.awaitMessage(well))).isEqualTo(1);
            Await.until("it is away again", () -> daemon.messages(address + " cannot be reached").size() == 2);
            assertThat(readTen(port, () -> Await.until("it is well again", () -> daemon.messages(well).size() == 2)))
                    .isGreaterThan(10);
            assertThat(daemon.stop()).isZero();
        }
    }

    /** The first ten of a connection, which have no gap; answers which was the first. */
    private static int readTen(int port, Runnable beforeTheEnd) throws IOException {
        try (ServerSocket receiver = tcp(port); Socket connection = receiver.accept()) {
            InputStream stream = new BufferedInputStream(connection.getInputStream());
            int first = Integer.parseInt(Message.read(stream).text());
            for (int number : IntStream.range(first + 1, first + 10).toArray()) {
                assertThat(Message.read(stream).text()).isEqualTo(Integer.toString(number));
            }
            beforeTheEnd.run();
            return first;
        }
    }

    @Test
    void whatIsWrongInTheOptionsEndsTheStart() {
        Conf conf = Conf.in(directory)
                .append("supervisord", "logsinks=syslog", "syslog_facility=local8")
                .program("web", "command=cat", "stdout_syslog=true", "stdout_syslog_address=logs:514",
                        "stdout_syslog_color=red");
        try (SupervisorDaemon daemon =
                SupervisorDaemon.launch(Software.OURS, Software.OURS.supervisord(), conf)) {
            assertThat(daemon.awaitEnd()).isEqualTo(2);
            assertThat(daemon.output())
                    .contains("Invalid syslog_facility value local8", "one of kern, user,")
                    .contains("Invalid stdout_syslog_address value logs:514", "udp://host:port")
                    .contains("there is no option 'stdout_syslog_color'");
        }
    }
}
