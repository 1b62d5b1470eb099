package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.plugin.http.TestSections.RecordedProblems;

class ServerSectionsTest {

    private static final String INCOMPLETE = " contains incomplete authentication: If a username or a password is "
            + "specified, both the username and password must be specified";

    private final RecordedProblems problems = new RecordedProblems();

    private List<HttpServer> read(String text) {
        return ServerSections.read(TestSections.of(text), problems);
    }

    @Test
    void tcpComesBeforeUnixEachInFileOrderAndEverySectionWhoseNameBeginsSoCounts() {
        List<HttpServer> servers = read("""
                [unix_http_server:a]
                file=/a
                [inet_http_server2]
                port=2
                [program:x]
                command=x
                [unix_http_server]
                file=/b
                [inet_http_server]
                port=1
                """);
        assertThat(servers).extracting(HttpServer::section)
                .containsExactly("inet_http_server2", "inet_http_server", "unix_http_server:a", "unix_http_server");
        assertThat(problems.messages).isEmpty();
    }

    @Test
    void aUnixSocketIsForItsOwnerOnlyUnlessTheFileSaysOtherwise() {
        assertThat(read("[unix_http_server]\nfile=%(here)s/s")).containsExactly(new HttpServer.Unix(
                "unix_http_server", Path.of("/here/s"), 0700, Optional.empty(), new Credentials.Nobody(),
                HostNames.NONE));
        assertThat(read("[unix_http_server]\nfile=/s\nchmod=0770\nchown=root:root").getFirst())
                .isInstanceOfSatisfying(HttpServer.Unix.class, unix -> {
                    assertThat(unix.mode()).isEqualTo(0770);
                    assertThat(unix.owner().orElseThrow().pair()).isEqualTo("(root, root)");
                });
        assertThat(problems.messages).isEmpty();
    }

    @Test
    void whatStandsInDefaultCountsForServersToo() {
        TestSection section = TestSection.of("unix_http_server").withDefaults(Map.of("file", "/s", "chmod", "0777"));
        List<HttpServer> servers =
                ServerSections.read(prefix -> section.name().startsWith(prefix) ? List.of(section) : List.of(), problems);
        assertThat(servers).containsExactly(new HttpServer.Unix(
                "unix_http_server", Path.of("/s"), 0777, Optional.empty(), new Credentials.Nobody(), HostNames.NONE));
    }

    @Test
    void everyProblemIsReportedInSupervisordsWordsAndOrder() {
        assertThat(read("""
                [unix_http_server:u]
                chmod=9
                chown=no-such-user
                username=u
                [inet_http_server:i]
                password=p
                [inet_http_server:j]
                port=x
                """)).isEmpty();
        assertThat(problems.messages).containsExactly(
                "Section [inet_http_server:i]" + INCOMPLETE,
                "section [inet_http_server:i] has no port value",
                "not a valid port number: 'x' ",
                "section [unix_http_server:u] has no file value",
                "Section [unix_http_server:u]" + INCOMPLETE,
                "Invalid sockchown value no-such-user",
                "Invalid chmod value 9");
    }

    @Test
    void aSlipInAnOptionForTlsDoesNotLeaveAServerOpen() {
        read("[inet_http_server]\nport=1\ncert_file=/c\nca-certs=/ca\nmine=x");
        assertThat(problems.messages).containsExactlyInAnyOrder(
                "section [inet_http_server] has an unknown option cert_file", "section [inet_http_server] has an unknown option ca-certs");
    }

    @Test
    void aModeIsOctal() {
        read("[unix_http_server]\nfile=/s\nchmod=0o1777");
        assertThat(problems.messages).isEmpty();
        read("[unix_http_server]\nfile=/s\nchmod=17777");
        read("[unix_http_server]\nfile=/s\nchmod=-1");
        read("[unix_http_server]\nfile=/s\nchmod=");
        assertThat(problems.messages)
                .containsExactly("Invalid chmod value 17777", "Invalid chmod value -1", "Invalid chmod value ");
    }

    @Test
    void anEmptyUserNameMeansNoAuthentication() {
        String server = "[inet_http_server]\nport=1\nusername=";
        assertThat(read(server + "\npassword=p").getFirst().credentials().required()).isFalse();
        assertThat(problems.messages).isEmpty();
    }

    @Test
    void anEmptyUserNameOrPasswordIsNotWithoutTheOther() {
        read("[inet_http_server:u]\nport=1\nusername=");
        read("[inet_http_server:p]\nport=1\npassword=");
        assertThat(problems.messages).containsExactly("Section [inet_http_server:u]" + INCOMPLETE,
                "Section [inet_http_server:p]" + INCOMPLETE);
    }

    @Test
    void childrenGetTheFirstUnixServerElseTheFirstTcpServerWithoutCredentials() {
        HttpServers plugin = new HttpServers(null);
        String inet = "[inet_http_server]\nport=*:9001\nusername=u\npassword=p\n"
                + "[inet_http_server:2]\nport=Other:9002\n";
        assertThat(plugin.childEnvironment(TestSections.of(inet)))
                .isEqualTo(Map.of("SUPERVISOR_SERVER_URL", "http://localhost:9001"));
        assertThat(plugin.childEnvironment(TestSections.of("[inet_http_server]\nport=My.Host:9001")))
                .isEqualTo(Map.of("SUPERVISOR_SERVER_URL", "http://my.host:9001"));
        assertThat(plugin.childEnvironment(TestSections.of(inet + "[unix_http_server]\nfile=/a/../b.sock")))
                .isEqualTo(Map.of("SUPERVISOR_SERVER_URL", "unix:///b.sock"));
        assertThat(plugin.childEnvironment(TestSections.of("[program:x]"))).isEmpty();
    }
}
