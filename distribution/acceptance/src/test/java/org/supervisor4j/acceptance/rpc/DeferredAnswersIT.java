package org.supervisor4j.acceptance.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** Who waits for an answer costs a connection, but no thread and nobody else's time. */
class DeferredAnswersIT {

    private static final int CLIENTS = 100;
    /** A thread for each of them would be twice that. */
    private static final int THREADS = CLIENTS / 2;
    /** So that there are more clients than a server has connections. */
    private static final int ROUNDS = 3;

    @TempDir
    private Path directory;

    private SupervisorDaemon daemon;

    @BeforeEach
    void startTheDaemon() {
        daemon = SupervisorDaemon.start(Conf.in(directory)
                .program("slow", "command=/bin/sleep 1000", "numprocs=" + (CLIENTS + 1),
                        "process_name=%(program_name)s_%(process_num)d", "startsecs=1000", "autostart=false")
                .program("cat", "command=/bin/cat", "startsecs=0"));
        daemon.awaitState("cat", "RUNNING");
    }

    @AfterEach
    void endTheDaemon() {
        daemon.close();
    }

    @Test
    void aHundredWaitingClientsHoldNoThreadAndNobodyUp() throws IOException {
        int threads = threads();
        List<CompletableFuture<Answer>> starts = IntStream.range(0, CLIENTS)
                .mapToObj(i -> later("supervisor.startProcess", "slow:slow_" + i)).toList();
        CompletableFuture<Answer> several = later("system.multicall", List.of(call("supervisor.getAPIVersion"),
                call("supervisor.startProcess", "slow:slow_" + CLIENTS), call("supervisor.getAPIVersion")));
        awaitStarting(CLIENTS + 1);

        assertThat(starts).noneMatch(CompletableFuture::isDone);
        assertThat(several).isNotDone();
        assertThat(ask("supervisor.getState")).isEqualTo("{\"statecode\": 1, \"statename\": \"RUNNING\"}");
        assertThat(ask("supervisor.stopProcess", "cat")).isEqualTo("true");
        assertThat(ask("supervisor.startProcess", "cat")).isEqualTo("true");
        assertThat(starts).noneMatch(CompletableFuture::isDone);
        assertThat(threads()).as("threads of the daemon").isLessThan(threads + THREADS);

        assertThat(ask("supervisor.stopProcessGroup", "slow")).contains("slow_0", "slow_" + CLIENTS)
                .doesNotContain("FAILED");
        for (int i = 0; i < CLIENTS; i++) {
            assertThat(RpcText.of(starts.get(i).join())).isEqualTo("fault 40 ABNORMAL_TERMINATION: slow:slow_" + i);
        }
        assertThat(RpcText.of(several.join())).isEqualTo("[\"3.0\", {\"faultCode\": 40, \"faultString\": "
                + "\"ABNORMAL_TERMINATION: slow:slow_" + CLIENTS + "\"}, \"3.0\"]");
    }

    @Test
    void aMulticallGoesOnWhenWhatItWaitsForIsDone() {
        CompletableFuture<Answer> several = later("system.multicall", List.of(
                call("supervisor.startProcess", "slow:slow_0"), call("supervisor.stopProcess", "cat"),
                call("supervisor.startProcess", "slow:slow_1"), call("supervisor.getProcessInfo", "nosuch"),
                call("supervisor.startProcess", "cat")));
        daemon.awaitState("slow:slow_0", "STARTING");
        assertThat(daemon.state("cat")).isEqualTo("RUNNING");

        ask("supervisor.stopProcess", "slow:slow_0");
        daemon.awaitState("slow:slow_1", "STARTING");
        assertThat(daemon.state("cat")).isEqualTo("STOPPED");
        assertThat(several).isNotDone();

        ask("supervisor.stopProcess", "slow:slow_1");
        assertThat(RpcText.of(several.join())).isEqualTo("["
                + "{\"faultCode\": 40, \"faultString\": \"ABNORMAL_TERMINATION: slow:slow_0\"}, true, "
                + "{\"faultCode\": 40, \"faultString\": \"ABNORMAL_TERMINATION: slow:slow_1\"}, "
                + "{\"faultCode\": 10, \"faultString\": \"BAD_NAME: nosuch\"}, true]");
    }

    @Test
    void whoGoesAwayWhileWaitingLeavesNothingBehindAndItsProcessStarting() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            List<SocketChannel> leaving = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                leaving.add(daemon.rpc().open(startRequest("slow:slow_" + i)));
            }
            awaitStarting(CLIENTS);
            for (SocketChannel channel : leaving) {
                channel.close();
            }

            assertThat(ask("supervisor.getState")).contains("RUNNING");
            assertThat(daemon.state("slow:slow_0")).isEqualTo("STARTING");
            ask("supervisor.stopProcessGroup", "slow");
        }
    }

    private static String startRequest(String name) {
        String body = "<methodCall><methodName>supervisor.startProcess</methodName><params><param><value>" + name
                + "</value></param></params></methodCall>";
        return "POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private void awaitStarting(int count) {
        Pattern starting = Pattern.compile("<string>STARTING</string>");
        Await.until(count + " are starting", () -> starting.matcher(
                daemon.rpc().call("supervisor.getAllProcessInfo").body()).results().count() == count);
    }

    private int threads() throws IOException {
        return Integer.parseInt(LiveProcess.statusField(daemon.pid(), "Threads"));
    }

    private String ask(String method, Object... parameters) {
        return RpcText.of(later(method, parameters).join());
    }

    private CompletableFuture<Answer> later(String method, Object... parameters) {
        List<String> markup = new ArrayList<>();
        for (Object parameter : parameters) {
            markup.add(RpcMarkup.of(parameter));
        }
        return CompletableFuture.supplyAsync(
                () -> daemon.rpc().call(method, markup.toArray(String[]::new)), Thread::startVirtualThread);
    }

    private static Map<String, Object> call(String method, Object... parameters) {
        return Map.of("methodName", method, "params", List.of(parameters));
    }
}
