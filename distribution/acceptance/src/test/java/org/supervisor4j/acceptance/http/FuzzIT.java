package org.supervisor4j.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/**
 * Thousands of requests that are wrong at random, to both kinds of server at the same time: never a 500, never a hang,
 * never a crash, never more memory than the bound.
 *
 * <p>{@code -Dfuzz.seed=N} and {@code -Dfuzz.requests=N} go elsewhere and further; a failure names its seed and its
 * request.
 */
class FuzzIT {

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_122);
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 1_200);
    private static final int BATCH = 200;
    private static final int CLIENTS = 8; // at the same time

    /** What the daemon may occupy at most, whatever it is sent: the JVM's heap and as much again around it. */
    private static final long MAX_RESIDENT_KILOBYTES = 256 * 1024;

    private static final String CREDENTIALS = "Authorization: Basic "
            + Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));
    private static final Pattern SERVER_ERROR = Pattern.compile("(?m)^HTTP/1\\.[01] 500\\b");

    /** Begins what the activity log says of refused calls. */
    private static final String ACTIVITY = " ERRO XML-RPC request data ";

    @TempDir
    private Path directory;

    @Test
    void whateverIsSentTheDaemonAnswersTheNextRequest() throws Exception {
        int port = XmlRpc.freePort();
        Conf conf = Conf.in(directory)
                .section("inet_http_server", "port=127.0.0.1:" + port, "username=admin", "password=secret")
                .program("victim", "command=/bin/cat", "startsecs=0");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf);
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            daemon.awaitState("victim", "RUNNING");
            Target unix = new Target(daemon.rpc(), new BadRequests(""));
            Target inet = new Target(XmlRpc.tcp(port), new BadRequests(CREDENTIALS + "\r\n"));
            for (int from = 0; from < REQUESTS; from += BATCH) {
                List<Future<?>> batch = new ArrayList<>();
                for (int i = from; i < from + BATCH; i++) {
                    int number = i;
                    batch.add(clients.submit(() -> (number % 2 == 0 ? unix : inet).attack(number)));
                }
                for (Future<?> one : batch) {
                    await(one);
                }
                assertThat(daemon.isAlive()).isTrue();
                assertThat(daemon.rpc().call("supervisor.getState").body()).contains("RUNNING");
                assertThat(XmlRpc.tcp(port).withHeader(CREDENTIALS).call("supervisor.getState").body())
                        .contains("RUNNING");
            }
            assertThat(daemon.state("victim")).isEqualTo("RUNNING");
            assertThat(residentKilobytes(daemon)).isLessThan(MAX_RESIDENT_KILOBYTES);
            assertThat(unexpected(daemon.output())).isEmpty();
        }
    }

    /** Refused calls are logged as errors, as by the reference; nothing else may be one, nor any stack trace. */
    private static List<String> unexpected(String log) {
        List<String> lines = log.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> isTrace(lines, i) || isTrace(lines, i + 1) || isTrace(lines, i + 2) || lines.get(i).contains("OutOfMemory")
                        || lines.get(i).contains(" ERRO ") && !lines.get(i).contains(ACTIVITY))
                .mapToObj(i -> lines.get(i).substring(0, Math.min(lines.get(i).length(), 200)))
                .toList();
    }

    private static boolean isTrace(List<String> lines, int i) {
        return i < lines.size() && lines.get(i).startsWith("\tat ");
    }

    private static void await(Future<?> one) throws InterruptedException {
        try {
            one.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
    }

    private record Target(XmlRpc server, BadRequests requests) {

        void attack(int number) {
            byte[] request = requests.next(new SplittableRandom(SEED + number));
            String what = "-Dfuzz.seed=%d, request %d, %d bytes: %.300s".formatted(
                    SEED, number, request.length, new String(request, StandardCharsets.ISO_8859_1));
            try {
                Answer answer = server.sendAndFinish(request);
                String said = answer.head() + answer.body();
                assertThat(said).as(what).doesNotContainPattern(SERVER_ERROR).doesNotContain("root:");
                if (!said.contains(ACTIVITY)) { // which is looked at below, and names what libraries warn of
                    assertThat(said).as(what).doesNotContain("Exception");
                }
            } catch (AssertionError e) {
                throw new AssertionError(what + "\n" + e.getMessage(), e);
            }
        }
    }

    /** The most that it ever had. */
    private static long residentKilobytes(SupervisorDaemon daemon) throws IOException {
        return Long.parseLong(LiveProcess.statusField(daemon.pid(), "VmHWM").split(" ")[0]);
    }
}
