package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.access.Access;

@Timeout(60)
class LoginsTest {

    private static final String USERS = """
            [web_user:ann]
            password=$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2
            role=operator
            groups=web
            [web_user:bob]
            password=clear
            """;
    private static final String OWN = "username=admin\npassword=secret\n";

    private static TestSections sections(String text) {
        return TestSections.of(text);
    }

    private static HttpServer server(String text) {
        return ServerSections.read(sections(text), LoginsTest::wrong).getFirst();
    }

    private static WebUsers users(String text) {
        return WebUserSections.read(sections(text), LoginsTest::wrong);
    }

    private static void wrong(Object section, String key, String message, String expected) {
        throw new AssertionError(message);
    }

    private final HttpServer inet = server("[inet_http_server]\nport=1");
    private final HttpServer owned = server("[inet_http_server]\nport=1\n" + OWN);
    private final HttpServer unix = server("[unix_http_server]\nfile=/s");
    private final HttpServer ownedUnix = server("[unix_http_server]\nfile=/s\n" + OWN);
    private final Logins logins = new Logins(users(USERS), new Guesses(() -> 0));

    private Login login(HttpServer server, String credentials) {
        return logins.of(server, List.of(header(credentials)), "10.0.0.1");
    }

    private static String header(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theUsersHoldOnEveryServerThatAsks() {
        for (HttpServer server : List.of(inet, owned, ownedUnix)) {
            assertThat(login(server, "ann:correct horse")).isInstanceOfSatisfying(Login.Admitted.class, admitted -> {
                assertThat(admitted.user()).isEqualTo("ann");
                assertThat(admitted.access().mayOperate("web")).isTrue();
                assertThat(admitted.access().mayView("db")).isFalse();
            });
            assertThat(login(server, "bob:clear")).isInstanceOf(Login.Admitted.class);
            assertThat(login(server, "ann:clear")).isEqualTo(new Login.Refused());
            assertThat(login(server, "bob:correct horse")).isEqualTo(new Login.Refused());
            assertThat(login(server, "nobody:correct horse")).isEqualTo(new Login.Refused());
            assertThat(logins.of(server, List.of(), "10.0.0.1")).isEqualTo(new Login.Refused());
        }
    }

    @Test
    void aRightPasswordStaysRightAndAWrongOneWrong() {
        for (int i = 0; i < 3; i++) {
            assertThat(login(inet, "ann:correct horse")).isInstanceOf(Login.Admitted.class);
            assertThat(login(inet, "ann:wrong")).isEqualTo(new Login.Refused());
        }
    }

    @Test
    void aServersOwnUserMayDoEverythingOnItsServerOnly() {
        assertThat(login(owned, "admin:secret")).isEqualTo(new Login.Admitted("admin", Access.EVERYTHING));
        assertThat(login(inet, "admin:secret")).isEqualTo(new Login.Refused());
    }

    @Test
    void aTcpServerAsksAsSoonAsThereIsSomebodyToAskForAndAUnixSocketOnlyForItsOwnUser() {
        assertThat(logins.areRequired(inet)).isTrue();
        assertThat(logins.areRequired(unix)).isFalse();
        assertThat(logins.areRequired(ownedUnix)).isTrue();
        assertThat(logins.of(unix, List.of(), "unix")).isInstanceOf(Login.Open.class);
    }

    @Test
    void withoutUsersAServerIsWhatItsOwnSectionSays() {
        logins.use(WebUsers.NONE);

        assertThat(logins.of(inet, List.of(), "10.0.0.1")).isInstanceOf(Login.Open.class);
        assertThat(login(owned, "admin:secret")).isInstanceOf(Login.Admitted.class);
        assertThat(login(owned, "ann:correct horse")).isEqualTo(new Login.Refused());
    }

    @Test
    void otherUsersCountFromTheNextRequestOn() {
        assertThat(login(inet, "ann:correct horse")).isInstanceOf(Login.Admitted.class);

        logins.use(users("[web_user:ann]\npassword=other"));

        assertThat(login(inet, "ann:correct horse")).isEqualTo(new Login.Refused());
        assertThat(login(inet, "ann:other")).isInstanceOf(Login.Admitted.class);
        assertThat(login(inet, "bob:clear")).isEqualTo(new Login.Refused());
    }

    @Test
    void whatGoesOnEndsForWhoIsAnotherNowAndForNobodyElse() {
        List<String> ended = new ArrayList<>();
        access(inet, "ann:correct horse").whenRevoked(() -> ended.add("ann"));
        access(inet, "bob:clear").whenRevoked(() -> ended.add("bob"));
        access(owned, "admin:secret").whenRevoked(() -> ended.add("admin"));

        logins.use(users(USERS));
        assertThat(ended).isEmpty();

        logins.use(users(USERS.replace("groups=web", "groups=db")));
        assertThat(ended).containsExactly("ann");

        Access old = access(inet, "bob:clear");
        logins.use(WebUsers.NONE);
        assertThat(ended).containsExactly("ann", "bob");
        old.whenRevoked(() -> ended.add("late"));
        assertThat(ended).containsExactly("ann", "bob", "late");
    }

    @Test
    void whatGoesOnForThoseWhoWereNotAskedEndsWhenTheyAreAskedExceptOnAUnixSocket() {
        List<String> ended = new ArrayList<>();
        logins.use(WebUsers.NONE);
        access(inet, "").whenRevoked(() -> ended.add("inet"));
        access(unix, "").whenRevoked(() -> ended.add("unix"));

        logins.use(WebUsers.NONE);
        assertThat(ended).isEmpty();

        logins.use(users(USERS));
        assertThat(ended).containsExactly("inet");
        logins.use(WebUsers.NONE);
        assertThat(access(inet, "").whenRevoked(() -> ended.add("inet again"))).isNotNull();
        assertThat(ended).containsExactly("inet");
    }

    private Access access(HttpServer server, String credentials) {
        return switch (login(server, credentials)) {
            case Login.Open(Access access) -> access;
            case Login.Admitted(_, Access access) -> access;
            case Login other -> throw new AssertionError(other);
        };
    }

    @Test
    void whoGuessesTooMuchIsNotEvenHeardAndOthersAre() {
        long refused = IntStream.range(0, Guesses.AT_ONCE)
                .filter(i -> login(owned, "bob:guess" + i) instanceof Login.Refused)
                .count();

        assertThat(refused).isEqualTo(Guesses.AT_ONCE);
        assertThat(login(owned, "bob:clear")).isEqualTo(new Login.NotNow());
        assertThat(logins.of(owned, List.of(header("bob:clear")), "10.0.0.2")).isInstanceOf(Login.Admitted.class);
    }

    @Test
    void whoIsRightMayComeAsOftenAsHeLikes() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(login(owned, "ann:correct horse")).isInstanceOf(Login.Admitted.class);
        }
    }
}
