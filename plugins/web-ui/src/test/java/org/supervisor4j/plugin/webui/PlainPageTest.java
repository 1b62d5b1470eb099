package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.RecordingSupervisor;

/** supervisord's page, for those without scripts: its texts and addresses are what tools look for. */
@Timeout(60)
class PlainPageTest {

    @TempDir
    private Path directory;

    private final RecordingSupervisor supervisor = new RecordingSupervisor();
    private RunningPage page;

    @BeforeEach
    void open() throws Exception {
        page = new RunningPage(supervisor);
    }

    @AfterEach
    void close() throws Exception {
        page.close();
    }

    @ParameterizedTest
    @CsvSource({"/", "/index.html"})
    void aRowHasStateDescriptionNameAndActions(String path) throws Exception {
        supervisor.has("grp", "ga", ProcessState.RUNNING, 13546, "");

        HttpResponse<String> answer = page.get(path);

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(answer.body()).contains("<title>Supervisor Status</title>")
                .contains("<td class=\"status\"><span class=\"statusrunning\">running</span></td>")
                .contains("<span>pid 13546, uptime ")
                .contains("<a href=\"tail.html?processname=grp%3Aga\" target=\"_blank\">grp:ga</a>")
                .contains("<a href=\"index.html?processname=grp%3Aga&amp;action=restart\" name=\"Restart\">Restart</a>")
                .contains("<a href=\"index.html?processname=grp%3Aga&amp;action=stop\" name=\"Stop\">Stop</a>")
                .contains("<a href=\"index.html?processname=grp%3Aga&amp;action=clearlog\" name=\"Clear Log\">Clear Log</a>")
                .contains("href=\"logtail/grp%3Aga\"").contains("href=\"logtail/grp%3Aga/stderr\"")
                .contains("<a href=\"index.html?action=stopall\">Stop All</a>");
    }

    @ParameterizedTest
    @CsvSource({"FATAL, statuserror", "BACKOFF, statuserror", "EXITED, statusnominal", "STOPPED, statusnominal", "RUNNING, statusrunning"})
    void statesHaveSupervisorsClasses(ProcessState state, String style) throws Exception {
        supervisor.has("a", state);
        assertThat(page.get("/").body()).contains("<span class=\"" + style + "\">" + state.name().toLowerCase(Locale.ROOT) + "</span>");
    }

    @Test
    void nothingToManageIsSaid() throws Exception {
        assertThat(page.get("/").body()).contains("No programs to manage").doesNotContain("class=\"status\"><span");
    }

    @Test
    void whatIsHostileIsText() throws Exception {
        supervisor.has("x", "<script>&\"'", ProcessState.FATAL, 0, "<b>bad</b>");

        String body = page.get("/?message=%3Cimg%20src=x%3E").body();

        assertThat(body).contains("&lt;script&gt;&amp;&quot;'").contains("&lt;b&gt;bad&lt;/b&gt;").contains("&lt;img src=x&gt;")
                .doesNotContain("<script>&").doesNotContain("<b>").doesNotContain("<img src=x");
    }

    @Test
    void everyAnswerHasAStrictPolicy() throws Exception {
        for (String path : new String[] {"/", "/tail.html", "/ok.html", "/scripts/app.js", "/api/process?name=x", "/index.html?action=stopall"}) {
            HttpResponse<String> answer = page.get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy")).as(path).hasValueSatisfying(policy -> assertThat(policy)
                    .startsWith("default-src 'none'").contains("script-src 'self'").doesNotContain("unsafe").doesNotContain("http"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
        assertThat(page.get("/").body()).doesNotContain("style=").doesNotContain("onclick").doesNotContain("http://127");
    }

    @ParameterizedTest
    @CsvSource({"start, Process web started", "stop, Process web stopped", "restart, Process web restarted", "clearlog, Log for web cleared"})
    void anActionOfOneAnswersInSupervisorsWords(String action, String message) throws Exception {
        supervisor.has("web", ProcessState.RUNNING);
        assertThat(act("action=" + action + "&processname=web")).isEqualTo("./?message=" + message.replace(" ", "%20"));
    }

    @Test
    void anActionOfAllSaysWhen() throws Exception {
        assertThat(act("action=stopall")).startsWith("./?message=All%20stopped%20at%20");
        assertThat(act("action=restartall")).startsWith("./?message=All%20restarted%20at%20");
    }

    @Test
    void toRefreshIsNothingButToSeeItAgain() throws Exception {
        assertThat(act("action=refresh")).startsWith("./?message=Page%20refreshed%20at%20");
        assertThat(supervisor.requests).isEmpty();
    }

    @Test
    void failuresAreToldInSupervisorsWordsAndARestartsToo() throws Exception {
        supervisor.has("web", ProcessState.STOPPED);
        supervisor.refuse(Reason.NOT_RUNNING, "web");
        assertThat(act("action=stop&processname=web")).isEqualTo("./?message=unexpected%20rpc%20fault%20%5B70%5D%20NOT_RUNNING%3A%20web");
        supervisor.refuse(Reason.NO_FILE, "/no");
        assertThat(act("action=start&processname=web")).isEqualTo("./?message=ERROR%3A%20Process%20web%3A%20no%20such%20file");
        assertThat(act("action=restart&processname=web")).isEqualTo("./?message=ERROR%3A%20Process%20web%3A%20no%20such%20file");
        assertThat(act("action=start&processname=nobody")).isEqualTo("./?message=No%20such%20process%20named%20nobody");
    }

    @Test
    void whatAViewerMayNotDoIsNotThereAndSaysSoIfTried() throws Exception {
        supervisor.has("web", ProcessState.RUNNING);
        page.allowOnly(new OnlyGroups(Set.of("web"), Set.of()));

        assertThat(page.get("/").body()).contains(">web<").contains("Tail -f Stdout").doesNotContain("action=stop").doesNotContain("action=clearlog");
        assertThat(act("action=stopall")).isEqualTo("./?message=ERROR%3A%20Nothing%20stopped%3A%20not%20permitted%3A%20you%20may%20only%20look%20at%20it");
        assertThat(act("action=stop&processname=web")).contains("Process%20web%3A%20not%20permitted");
        assertThat(supervisor.requests).isEmpty();
    }

    @Test
    void whoMayNotSeeAProcessIsNotToldThatItIsThere() throws Exception {
        supervisor.has("secret", ProcessState.RUNNING);
        page.allowOnly(new OnlyGroups(Set.of("web"), Set.of("web")));
        for (String action : new String[] {"start", "stop", "restart", "clearlog"}) {
            assertThat(act("action=" + action + "&processname=secret").replace("secret", "nobody"))
                    .isEqualTo(act("action=" + action + "&processname=nobody"));
        }
    }

    @Test
    void aBrowserWithScriptsIsNotSentTheTableTwiceAndIsToldWhereItIsWithout() throws Exception {
        supervisor.has("web", ProcessState.RUNNING);
        String brief = page.get("/", "Sec-Fetch-Mode", "navigate").body();
        assertThat(brief).doesNotContain(">web<").contains("url=index.html?plain=1\"");
        assertThat(page.get("/", "Upgrade-Insecure-Requests", "1").body()).contains("id=\"app\"").doesNotContain(">web<");
        assertThat(page.get("/?message=a%22b", "Sec-Fetch-Mode", "navigate").body()).contains("plain=1&amp;message=a%22b\"");
        assertThat(page.get("/index.html?plain=1", "Sec-Fetch-Mode", "navigate").body()).contains(">web<");
    }

    @Test
    void forToolsTheFirstTableAndTheFirstFormAreSupervisors() throws Exception {
        supervisor.has("web", ProcessState.RUNNING);
        String body = page.get("/").body();
        assertThat(body.replaceAll("(?s).*?(<form .*?>).*", "$1")).isEqualTo("<form action=\"index.html\" method=\"post\">");
        assertThat(body.split("<form ")).hasSize(2);
        assertThat(body.split("<table")).hasSize(2);
        assertThat(body.substring(body.indexOf("<table"))).startsWith("<table>\n<thead><tr><th class=\"state\">State</th>");
        assertThat(body).doesNotContain("<script").doesNotContain("noscript");
    }

    @Test
    void thePageIsCompressedForWhoTakesThat() throws Exception {
        assertThat(page.get("/", "Accept-Encoding", "gzip, br").headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(page.get("/", "Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(page.get("/index.html?action=stopall", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void aNameThatIsTooLongToBeSentBackIsCut() throws Exception {
        for (String letter : new String[] {"x", "\u20ac", "\ud83d\ude00"}) {
            assertThat(act("action=stop&processname=" + Names.quoted(letter.repeat(10_000))))
                    .startsWith("./?message=No%20such%20process%20named%20" + Names.quoted(letter)).endsWith("...").hasSizeLessThan(5_000);
        }
    }

    private String act(String form) throws Exception {
        RunningPage.Session session = page.session();
        HttpResponse<String> answer = page.post("/index.html", form + "&token=" + session.token(), "Cookie", session.cookie());
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"/index.html?action=explode, 400", "/index.html?action=stop, 400", "/index.html?action=refresh, 303", "/ok.html, 200"})
    void otherLinksAreAnswered(String path, int status) throws Exception {
        assertThat(page.get(path).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"/", "/index.html", "/tail.html", "/tail.html?processname=web", "/ok.html", "/scripts/app.js", "/stylesheets/supervisor.css"})
    void methodsThatSupervisorDoesNotKnowAreRefusedAsThere(String path) throws Exception {
        for (String method : new String[] {"PUT", "DELETE", "OPTIONS", "PATCH", "FOO"}) {
            assertThat(page.send(method, path).statusCode()).as(method).isEqualTo(400);
        }
        int head = path.equals("/") || path.equals("/index.html") ? 404 : 200;
        assertThat(page.send("HEAD", path).statusCode()).isEqualTo(head);
    }

    @Test
    void whileTheDaemonEndsThereIsNoPageButAProbe() throws Exception {
        supervisor.state = DaemonState.SHUTDOWN;
        assertThat(page.get("/").statusCode()).isEqualTo(500);
        assertThat(page.get("/ok.html").body()).isEqualTo("OK");
        assertThat(page.get("/tail.html?processname=x").body()).contains("ERROR: unexpected rpc fault [6] SHUTDOWN_STATE");
    }

    @Test
    void theEndOfALogIsShownAsText() throws Exception {
        Path log = Files.writeString(directory.resolve("log"), "x".repeat(2_000) + "\n<b>end</b>\n");
        supervisor.log = Optional.of(log);
        supervisor.has("web", ProcessState.RUNNING);

        String tail = page.get("/tail.html?processname=web").body();
        assertThat(tail).contains("<title>Supervisor tail of process web</title>").contains("&lt;b&gt;end&lt;/b&gt;")
                .contains("tail.html?processname=web&amp;limit=1024").doesNotContain("x".repeat(1_024));
        assertThat(page.get("/tail.html?processname=web&limit=3000").body()).contains("x".repeat(2_000));
        assertThat(page.get("/tail.html?processname=nobody").body()).contains("ERROR: unexpected rpc fault [10] BAD_NAME: nobody");
        assertThat(page.get("/tail.html").body()).contains("No process name found");
        Files.delete(log);
        assertThat(page.get("/tail.html?processname=web").body()).contains("No file for web");
    }
}
