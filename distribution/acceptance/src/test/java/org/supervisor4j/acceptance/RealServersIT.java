package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.LogLine;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Servers as people run them: nginx and Redis, from Debian's packages, under our daemon. */
class RealServersIT {

    @TempDir
    private Path directory;

    private final int webPort = XmlRpc.freePort();
    private final int redisPort = XmlRpc.freePort();
    private Conf conf;
    private SupervisorDaemon daemon;

    @BeforeEach
    void superviseBoth() throws IOException {
        writeNginxConf(webPort);
        conf = Conf.in(directory.resolve("supervisor"))
                .program("web", "command=" + Software.installed("/usr/sbin/nginx", "nginx-light") + " -p "
                        + directory + "/nginx -e stderr -c nginx.conf", "priority=20", "stopsignal=QUIT",
                        "stdout_logfile=%(here)s/web.log", "redirect_stderr=true")
                .program("redis", redis(redisPort))
                .program("ticker", "command=/bin/sh -c 'while :; do echo tick; sleep 0.1; done'", "priority=30",
                        "stdout_logfile=%(here)s/ticker.log");
        daemon = SupervisorDaemon.start(conf);
        for (String name : List.of("web", "redis", "ticker")) {
            daemon.awaitState(name, "RUNNING");
        }
    }

    @AfterEach
    void endAll() {
        if (daemon != null) {
            daemon.close();
        }
    }

    private void writeNginxConf(int port) throws IOException {
        Path prefix = Files.createDirectories(directory.resolve("nginx"));
        Files.writeString(Files.createDirectories(prefix.resolve("html")).resolve("index.html"), "hello from nginx\n");
        Files.writeString(prefix.resolve("nginx.conf"), """
                daemon off;
                master_process on;
                worker_processes 2;
                user root;
                pid nginx.pid;
                events { worker_connections 64; }
                http {
                    access_log /dev/stdout;
                    client_body_temp_path tmp1; proxy_temp_path tmp2; fastcgi_temp_path tmp3;
                    uwsgi_temp_path tmp4; scgi_temp_path tmp5;
                    server { listen 127.0.0.1:%d; root html; }
                }
                """.formatted(port));
    }

    private static String[] redis(int port) {
        return new String[] {
            "command=" + Software.installed("/usr/bin/redis-server", "redis-server") + " --port " + port
                    + " --bind 127.0.0.1 --save '' --dir %(here)s", "priority=10", "stdout_logfile=%(here)s/redis.log"};
    }

    @Test
    void theyAreStartedAndAnswerAndTheirOutputIsCaptured() {
        Await.asserted(() -> assertThat(page(webPort)).contains("200 OK").contains("hello from nginx"));
        Await.asserted(() -> assertThat(ask(redisPort, "PING\r\nQUIT\r\n")).startsWith("+PONG"));
        assertThat(ask(redisPort, "SET colour blue\r\nGET colour\r\nQUIT\r\n")).contains("blue");

        Await.asserted(() -> assertThat(daemon.file("web.log")).content().contains("\"GET / HTTP/1.0\" 200"));
        Await.asserted(() -> assertThat(daemon.file("redis.log")).content().contains("Ready to accept connections"));
        assertThat(daemon.ctl("tail", "web").out()).contains("GET / HTTP/1.0");
    }

    @Test
    void whoIsKilledIsReplacedAtOnceAndAnswersAgain() {
        long ticker = daemon.pidOf("ticker");
        long web = daemon.pidOf("web");
        List<Long> workers = ProcessHandle.of(web).orElseThrow().children().map(ProcessHandle::pid).toList();
        assertThat(workers).as("nginx's workers").hasSize(2);
        long redis = daemon.pidOf("redis");

        LiveProcess.signal("KILL", redis);
        Await.until("another redis", () -> daemon.pidOf("redis") != redis && daemon.state("redis").equals("RUNNING"));
        Await.asserted(() -> assertThat(ask(redisPort, "PING\r\nQUIT\r\n")).startsWith("+PONG"));

        // nginx's orphaned workers keep the port, until they are gone too
        LiveProcess.signal("KILL", web);
        workers.forEach(worker -> LiveProcess.signal("KILL", worker));
        Await.until("another nginx", () -> daemon.pidOf("web") != web && daemon.state("web").equals("RUNNING"));
        Await.asserted(() -> assertThat(page(webPort)).contains("hello from nginx"));

        assertThat(daemon.pidOf("ticker")).as("nobody else was touched").isEqualTo(ticker);
        List<LogLine> log = daemon.log();
        LogLine died = line(log, "exited: redis (terminated by SIGKILL; not expected)");
        LogLine again = log.get(log.indexOf(died) + 1);
        assertThat(again.message()).startsWith("spawned: 'redis' with pid ");
        assertThat(Duration.between(died.time(), again.time())).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void rereadAndUpdateTouchWhatHasChangedAndNothingElse() throws IOException {
        long ticker = daemon.pidOf("ticker");
        long redis = daemon.pidOf("redis");
        int otherPort = XmlRpc.freePort();
        conf.program("redis", redis(otherPort)).without("program:web")
                .program("cat", "command=/bin/cat").write();

        assertThat(daemon.ctl("reread")).isEqualTo(new Outcome(0, "cat: available\nredis: changed\nweb: disappeared\n",
                ""));
        assertThat(daemon.pidOf("redis")).as("a reread changes nothing yet").isEqualTo(redis);
        assertThat(daemon.ctl("update")).isEqualTo(new Outcome(0, """
                web: stopped
                web: removed process group
                redis: stopped
                redis: updated process group
                cat: added process group
                """, ""));

        Await.asserted(() -> assertThat(ask(otherPort, "PING\r\nQUIT\r\n")).startsWith("+PONG"));
        assertThat(ask(redisPort, "PING\r\n")).as("the old port").isEmpty();
        assertThat(page(webPort)).as("the removed server").isEmpty();
        daemon.awaitState("cat", "RUNNING");
        assertThat(daemon.pidOf("ticker")).as("the unchanged program").isEqualTo(ticker);
        assertThat(daemon.ctl("status", "web").out()).isEqualTo("web: ERROR (no such process)\n");
        assertThat(daemon.ctl("update")).isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void aShutdownStopsThemOneAfterTheOtherTheHighestPriorityNumberFirst() {
        List<Long> all = daemon.offspring();
        assertThat(all).hasSizeGreaterThanOrEqualTo(5);

        assertThat(daemon.stop()).isZero();

        assertThat(daemon.messages("stopped: ")).containsExactly("stopped: ticker (terminated by SIGTERM)",
                "stopped: web (exit status 0)", "stopped: redis (exit status 0)");
        assertThat(daemon.log()).extracting(LogLine::normal)
                .contains("WARN received SIGTERM indicating exit request", "INFO waiting for redis, web, ticker to die",
                        "WARN stopped: ticker (terminated by SIGTERM)", "INFO stopped: web (exit status 0)");
        Await.until("all are gone", () -> daemon.offspring().isEmpty());
        assertThat(daemon.file("s")).doesNotExist();
        assertThat(daemon.file("d.pid")).doesNotExist();
    }

    @Test
    void aBusyServersLogIsRotatedAndLosesNothing() throws IOException {
        conf.append("program:web", "stdout_logfile_maxbytes=10KB", "stdout_logfile_backups=50").write();
        assertThat(daemon.ctl("update").out()).contains("web: updated process group");
        daemon.awaitState("web", "RUNNING");
        Await.asserted(() -> assertThat(page(webPort)).contains("hello"));
        int requests = 500;
        for (int i = 0; i < requests; i++) {
            ask(webPort, "GET /?request=" + i + "; HTTP/1.0\r\n\r\n");
        }
        Await.asserted(() -> {
            StringBuilder all = new StringBuilder();
            for (int i = 50; i >= 1; i--) {
                Path backup = daemon.file("web.log." + i);
                if (Files.exists(backup)) {
                    assertThat(Files.size(backup)).isBetween(10L * 1024, 30L * 1024);
                    all.append(Files.readString(backup));
                }
            }
            all.append(Files.readString(daemon.file("web.log")));
            for (int i = 0; i < requests; i++) {
                assertThat(all).contains("request=" + i + ";");
            }
        });
        assertThat(daemon.file("web.log.2")).exists();
    }

    private static LogLine line(List<LogLine> log, String message) {
        return log.stream().filter(line -> line.message().equals(message)).findFirst().orElseThrow();
    }

    private static String page(int port) {
        return ask(port, "GET / HTTP/1.0\r\n\r\n");
    }

    /** What a server answers until it closes; nothing if nobody is there. */
    private static String ask(int port, String request) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().transferTo(answer);
        } catch (IOException e) {
            return "";
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
