package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.RecordingSupervisor;
import org.supervisor4j.api.Supervisor;

/** Who may change something, and what becomes of it. */
@Timeout(60)
class ChangesTest {

    private final RecordingSupervisor supervisor = new RecordingSupervisor();
    private final AtomicInteger orders = new AtomicInteger();
    private RunningPage page;
    private RunningPage.Session session;

    @BeforeEach
    void open() throws Exception {
        supervisor.has("web", ProcessState.RUNNING);
        supervisor.has("jobs", "a", ProcessState.RUNNING, 7, "");
        page = new RunningPage(supervisor);
        session = page.session();
    }

    @AfterEach
    void close() throws Exception {
        page.close();
    }

    private HttpResponse<String> act(String form, String... more) throws IOException, InterruptedException {
        String[] headers = new String[4 + more.length];
        headers[0] = "Cookie";
        headers[1] = session.cookie();
        headers[2] = ActionServlet.TOKEN;
        headers[3] = session.token();
        System.arraycopy(more, 0, headers, 4, more.length);
        return page.post("/api/actions", form + "&order=" + orders.incrementAndGet(), headers);
    }

    /** What the page is told has become of it. */
    private String result(String form) throws IOException, InterruptedException {
        assertThat(act(form).statusCode()).isEqualTo(202);
        return page.result(session, orders.toString());
    }

    @Test
    void thePageItselfMay() throws Exception {
        assertThat(act("action=stop&names=web%0Ajobs:a", "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(202);

        assertThat(page.result(session, orders.toString())).contains("\"p\":\"web\"").contains("\"p\":\"jobs:a\"").contains("\"text\":\"stopped\"").doesNotContain("false");
        assertThat(supervisor.requests).containsExactlyInAnyOrder("stop web/web true", "stop jobs/a true");
    }

    @Test
    void aServersOwnOriginMayWhereTheBrowserDoesNotSayMore() throws Exception {
        assertThat(act("action=start&all=1", "Origin", "http://" + page.uri("/").getAuthority()).statusCode()).isEqualTo(202);
        assertThat(supervisor.requests).containsExactly("startAll true");
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site", "Sec-Fetch-Site, none"})
    void anotherSiteMayNotEvenWithTheToken(String header, String value) throws Exception {
        assertThat(act("action=stop&all=1", header, value).statusCode()).isEqualTo(403);
        assertThat(supervisor.requests).isEmpty();
    }

    @Test
    void noOneMayWithoutTokenOrWithThatOfAnotherSession() throws Exception {
        String form = "action=stop&all=1";
        RunningPage.Session other = page.session();
        assertThat(other.token()).isNotEqualTo(session.token());

        assertThat(page.post("/api/actions", form).statusCode()).isEqualTo(403);
        assertThat(page.post("/api/actions", form, "Cookie", session.cookie()).statusCode()).isEqualTo(403);
        assertThat(page.post("/api/actions", form, ActionServlet.TOKEN, session.token()).statusCode()).isEqualTo(403);
        assertThat(page.post("/api/actions", form, "Cookie", session.cookie(), ActionServlet.TOKEN, other.token()).statusCode()).isEqualTo(403);
        assertThat(page.post("/index.html", "action=stopall", "Cookie", session.cookie()).statusCode()).isEqualTo(403);
        await().until(() -> page.refused.size() == 5); // for the activity log
        assertThat(supervisor.requests).isEmpty();
    }

    @Test
    void onlyPostChangesAnything() throws Exception {
        assertThat(page.get("/api/actions?action=stop&all=1", "Cookie", session.cookie(), ActionServlet.TOKEN, session.token()).statusCode())
                .isEqualTo(405);
        assertThat(page.get("/index.html?action=stop&processname=web").statusCode()).isEqualTo(200);
        assertThat(supervisor.requests).isEmpty();
    }

    @Test
    void theCookieIsNotForScriptsNorForOtherSites() throws Exception {
        assertThat(page.get("/index.html?action=stopall").headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly").contains("SameSite=Strict");
    }

    @ParameterizedTest
    @CsvSource({"action=start&group=jobs, startGroup jobs true", "action=stop&all=1, stopAll true",
        "action=signal&group=jobs&signal=HUP, signalGroup jobs HUP", "action=signal&names=jobs:a&signal=9, signal jobs/a 9",
        "action=clear&names=web, clearLogs web/web", "action=clear&all=1, clearAllLogs"})
    void eachActionIsAskedFor(String form, String request) throws Exception {
        assertThat(act(form).statusCode()).isEqualTo(202);
        assertThat(supervisor.requests).containsExactly(request);
    }

    @Test
    void aRestartStopsFirst() throws Exception {
        act("action=restart&names=web");
        act("action=restart&group=jobs");
        assertThat(supervisor.requests)
                .containsExactly("stop web/web true", "start web/web true", "stopGroup jobs true", "startGroup jobs true");
    }

    @Test
    void whyAStartHasFailedIsTold() throws Exception {
        supervisor.has("web", "web", ProcessState.FATAL, 0, "can't find command '/no'");
        supervisor.refuse(Reason.SPAWN_ERROR, "web");

        assertThat(result("action=start&names=web")).contains("spawn error: can't find command '/no'").contains("\"ok\":false");
    }

    @Test
    void whatTakesItsTimeKeepsNoRequestWaiting() throws Exception {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        supervisor.single = slow;
        for (int i = 0; i < 10; i++) {
            assertThat(act("action=stop&names=web").statusCode()).isEqualTo(202);
        }
        assertThat(act("action=stop&names=web", "Sec-Fetch-Site", "same-origin").body()).isEqualTo("{\"order\":\"11\"}");
        slow.complete(null);
        assertThat(page.result(session, "11")).contains("\"text\":\"stopped\"");
    }

    @Test
    void whatCouldNotBeStoppedForARestartIsTold() throws Exception {
        supervisor.several = CompletableFuture.completedFuture(List.of(
                new Supervisor.Result(new ProcessId("jobs", "a"), Optional.of(new ControlException(Reason.FAILED, "stuck")))));
        supervisor.started = Optional.of(CompletableFuture.completedFuture(List.of(
                new Supervisor.Result(new ProcessId("jobs", "b"), Optional.empty()))));

        assertThat(result("action=restart&group=jobs")).contains("\"p\":\"jobs:a\"").contains("failed: stuck")
                .contains("\"p\":\"jobs:b\"").contains("\"text\":\"restarted\"");
    }

    @Test
    void aStoppingDaemonSaysSo() throws Exception {
        supervisor.refuse(Reason.SHUTDOWN_STATE, "");
        assertThat(result("action=start&all=1")).contains("the daemon is stopping");
    }

    @ParameterizedTest
    @CsvSource({"action=explode&all=1", "action=stop", "all=1", "action=stop&names=", "action=stop&all=1&order=%22"})
    void nonsenseIsRefused(String form) throws Exception {
        assertThat(act(form).statusCode()).isEqualTo(400);
        assertThat(supervisor.requests).isEmpty();
    }

    @Test
    void rightsEndAtTheirGroups() throws Exception {
        page.allowOnly(new OnlyGroups(Set.of("web", "jobs"), Set.of("jobs")));

        assertThat(result("action=stop&names=web")).contains("not permitted: you may only look at it");
        assertThat(result("action=stop&group=web")).contains("not permitted: you may only look at it");
        assertThat(result("action=stop&all=1")).contains("\"p\":\"web\"").contains("not permitted");

        assertThat(supervisor.requests).containsExactly("stopGroup jobs true");
        assertThat(page.get("/api/process?name=web").statusCode()).isEqualTo(200);
        page.allowOnly(new OnlyGroups(Set.of("jobs"), Set.of()));
        assertThat(page.get("/api/process?name=web").statusCode()).isEqualTo(404);
        assertThat(result("action=stop&names=web")).contains("no such process");
        assertThat(page.get("/").body()).contains("jobs:a").doesNotContain(">web<");
    }
}
