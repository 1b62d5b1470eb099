package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** A pool of fcgiwrap, which runs CGI scripts, behind nginx; both from Debian's packages. */
class FastCgiIT {

    private static final Pattern ANSWER = Pattern.compile("(?s).* 200 .*answered by (\\d+)\n");

    @TempDir
    private Path directory;

    private final int webPort = XmlRpc.freePort();
    private Conf conf;
    private SupervisorDaemon daemon;

    @BeforeEach
    void writeConfiguration() throws IOException {
        Path script = Files.writeString(directory.resolve("hello.cgi"), """
                #!/bin/sh
                printf 'Content-Type: text/plain\\r\\n\\r\\nanswered by %s\\n' "$PPID"
                """);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(Files.createDirectories(directory.resolve("nginx")).resolve("nginx.conf"), """
                daemon off;
                user root;
                pid nginx.pid;
                worker_processes 1;
                events { worker_connections 64; }
                http {
                    access_log off;
                    client_body_temp_path tmp1; proxy_temp_path tmp2; fastcgi_temp_path tmp3;
                    uwsgi_temp_path tmp4; scgi_temp_path tmp5;
                    server {
                        listen 127.0.0.1:%d;
                        location / {
                            fastcgi_param REQUEST_METHOD $request_method;
                            fastcgi_param SCRIPT_FILENAME %s;
                            fastcgi_pass unix:%s/daemon/pool.sock;
                        }
                    }
                }
                """.formatted(webPort, script, directory));
        conf = pool(Conf.in(directory.resolve("daemon")), "socket=unix://%(here)s/%(program_name)s.sock",
                "socket_owner=nobody:daemon", "socket_mode=0660");
    }

    @AfterEach
    void endAll() {
        if (daemon != null) {
            daemon.close();
        }
    }

    private static Conf pool(Conf conf, String... lines) {
        return conf.section("fcgi-program:pool", "command=" + Software.installed("/usr/sbin/fcgiwrap", "fcgiwrap"),
                "numprocs=2", "process_name=p%(process_num)d", "startsecs=0", String.join("\n", lines));
    }

    private void startBehindNginx() {
        conf.program("web", "command=" + Software.installed("/usr/sbin/nginx", "nginx-light") + " -p " + directory
                + "/nginx -e stderr -c nginx.conf", "stopsignal=QUIT");
        start();
        Await.asserted(() -> assertThat(answer()).isPositive());
    }

    private void start() {
        daemon = SupervisorDaemon.start(conf);
        awaitPool();
    }

    private void awaitPool() {
        daemon.awaitState("pool:p0", "RUNNING");
        daemon.awaitState("pool:p1", "RUNNING");
    }

    @Test
    void requestsAreAnsweredByTheWholePoolOverOneSocket() throws IOException {
        startBehindNginx();
        Set<Long> pool = Set.of(daemon.pidOf("pool:p0"), daemon.pidOf("pool:p1"));

        Set<Long> answering = new HashSet<>();
        Await.until("an answer of each", () -> {
            answering.add(answer());
            return answering.size() == 2;
        });

        assertThat(answering).isEqualTo(pool);
        assertThat(Files.readSymbolicLink(stdin("pool:p0")).toString()).startsWith("socket:");
        assertThat(Files.readSymbolicLink(stdin("pool:p1"))).isEqualTo(Files.readSymbolicLink(stdin("pool:p0")));
        assertThat(Files.getOwner(socket(), LinkOption.NOFOLLOW_LINKS).getName()).isEqualTo("nobody");
        assertThat(Files.getAttribute(socket(), "posix:group", LinkOption.NOFOLLOW_LINKS)).hasToString("daemon");
        assertThat(Files.getPosixFilePermissions(socket(), LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
    }

    private Path stdin(String process) {
        return Path.of("/proc/" + daemon.pidOf(process) + "/fd/0");
    }

    @Test
    void whoIsKilledOrRestartedIsReplacedWhileTheOtherAnswersAtTheSameSocket() throws IOException {
        startBehindNginx();
        Object before = Files.getAttribute(socket(), "unix:ino");
        long killed = daemon.pidOf("pool:p0");

        LiveProcess.signal("KILL", killed);
        Await.until("it is dead", () -> ProcessHandle.of(killed).isEmpty()); // until then it may accept what it never answers
        for (int i = 0; i < 20; i++) {
            assertThat(answer()).as("answer " + i + " after the kill").isPositive().isNotEqualTo(killed);
        }
        Await.until("another p0", () -> daemon.pidOf("pool:p0") != killed && daemon.state("pool:p0").equals("RUNNING"));
        assertThat(daemon.ctl("restart", "pool:p0").status()).isZero();
        assertThat(daemon.ctl("restart", "pool:p1").status()).isZero();

        assertThat(answer()).isIn(daemon.pidOf("pool:p0"), daemon.pidOf("pool:p1"));
        assertThat(Files.getAttribute(socket(), "unix:ino")).isEqualTo(before);
        assertThat(daemon.messages(" socket ")).containsExactly(creating(), closing(), creating());
    }

    @Test
    void withTheLastOfThePoolTheSocketIsClosedAndWithTheFirstOpenedAgain() {
        startBehindNginx();

        assertThat(daemon.ctl("stop", "pool:*").out().lines()).containsExactlyInAnyOrder("pool:p0: stopped",
                "pool:p1: stopped");
        Await.asserted(() -> assertThat(daemon.messages(" socket "))
                .containsExactly(creating(), closing(), creating(), closing()));
        assertThat(socket()).as("its file stays").exists();
        assertThat(page()).contains("502 Bad Gateway");

        assertThat(daemon.ctl("start", "pool:*").status()).isZero();
        assertThat(answer()).isIn(daemon.pidOf("pool:p0"), daemon.pidOf("pool:p1"));
        assertThat(daemon.messages(" socket ")).hasSize(5).endsWith(creating());

        assertThat(daemon.stop()).isZero();
        assertThat(daemon.messages(" socket ")).hasSize(6).endsWith(closing());
    }

    @Test
    void onlyAnotherUrlMakesAnUpdateReplaceThePool() throws IOException {
        start();
        long before = daemon.pidOf("pool:p0");

        pool(conf, "socket=unix://%(here)s/%(program_name)s.sock", "socket_mode=0600", "socket_backlog=5").write();
        assertThat(daemon.ctl("update")).isEqualTo(new Outcome(0, "", ""));
        assertThat(daemon.pidOf("pool:p0")).isEqualTo(before);

        int port = XmlRpc.freePort();
        pool(conf, "socket=tcp://LocalHost:" + port).write();
        assertThat(daemon.ctl("update")).isEqualTo(new Outcome(0, "pool: stopped\npool: updated process group\n", ""));
        awaitPool();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(client.isConnected()).isTrue();
        }
        assertThat(daemon.messages(" socket ")).endsWith("Creating socket tcp://localhost:" + port);
    }

    @Test
    void aSocketThatCannotBeOpenedEndsTheStartAndIsNamed() throws IOException {
        Files.writeString(socket(), "precious");
        daemon = SupervisorDaemon.launch(Software.OURS, Software.OURS.supervisord(), conf);

        assertThat(daemon.awaitEnd()).isPositive();
        assertThat(daemon.output()).contains("Could not create FastCGI socket unix://" + socket() + ": " + socket()
                + " exists and is not a socket");
        assertThat(daemon.messages("spawned")).isEmpty();
        assertThat(socket()).hasContent("precious");
    }

    @Test
    void aSocketThatCannotBeOpenedLaterFailsAStartAndNothingElse() throws IOException {
        start();
        assertThat(daemon.ctl("stop", "pool:*").status()).isZero();
        Files.delete(socket());
        Files.createDirectory(socket());

        assertThat(daemon.ctl("start", "pool:p0").out()).isEqualTo("pool:p0: ERROR (spawn error)\n");
        daemon.awaitMessage("spawnerr: Could not create FastCGI socket unix://" + socket());
        assertThat(daemon.isAlive()).isTrue();

        Files.delete(socket());
        daemon.awaitState("pool:p0", "RUNNING");
    }

    @Test
    void theReferenceOpensAndClosesItsSocketAtTheSameMoments() {
        assertThat(session(Software.OURS)).hasSize(8).isEqualTo(session(Software.REFERENCE));
    }

    private List<String> session(Software software) {
        Conf own = pool(Conf.in(directory.resolve(software.name())), "socket=unix://%(here)s/x", "autostart=false");
        try (SupervisorDaemon one = SupervisorDaemon.start(software, own)) {
            for (String command : List.of("start pool:p1", "start pool:p0", "restart pool:p1", "stop pool:*",
                    "start pool:p0", "stop pool:p0", "remove pool", "add pool")) {
                assertThat(one.ctl(command.split(" ")).status()).as(command).isZero();
            }
            Await.until("an end", () -> one.messages(" socket ").size() >= 8);
            assertThat(one.stop()).isZero();
            return one.messages(" socket ").stream()
                    .map(message -> message.replace(own.directory().toString(), "<dir>")).toList();
        }
    }

    private Path socket() {
        return directory.resolve("daemon/pool.sock");
    }

    private String creating() {
        return "Creating socket unix://" + socket();
    }

    private String closing() {
        return "Closing socket unix://" + socket();
    }

    /** The pid of who answered; 0 if nobody did. */
    private long answer() {
        Matcher matcher = ANSWER.matcher(page());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private String page() {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), webPort)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().transferTo(answer);
        } catch (IOException e) {
            return ""; // nobody is there
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
