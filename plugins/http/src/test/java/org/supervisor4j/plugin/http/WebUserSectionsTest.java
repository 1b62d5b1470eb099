package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.plugin.http.TestSections.RecordedProblems;

class WebUserSectionsTest {

    private final RecordedProblems problems = new RecordedProblems();

    private WebUsers read(String text) {
        return WebUserSections.read(TestSections.of(text), problems);
    }

    private Rights rights(String lines) {
        Rights rights = read("[web_user:ann]\npassword=x\n" + lines).find("ann").orElseThrow().rights();
        assertThat(problems.messages).isEmpty();
        return rights;
    }

    @Test
    void whoeverNothingIsSaidAboutSeesEverythingAndChangesNothing() {
        Rights rights = rights("");

        assertThat(rights.mayView("any")).isTrue();
        assertThat(rights.mayOperate("any")).isFalse();
        assertThat(rights.mayAdminister()).isFalse();
        assertThat(rights.mayAdminister("any")).isFalse();
    }

    @Test
    void anOperatorOperatesTheGroupsOfHis() {
        Rights rights = rights("role=Operator\ngroups=web*, db");

        assertThat(rights.mayOperate("web")).isTrue();
        assertThat(rights.mayOperate("web-2")).isTrue();
        assertThat(rights.mayView("db")).isTrue();
        assertThat(rights.mayOperate("db2")).isFalse();
        assertThat(rights.mayView("jobs")).isFalse();
        assertThat(rights.mayAdminister("web")).isFalse();
    }

    @Test
    void anAdministratorOfGroupsIsNoneOfTheDaemon() {
        assertThat(rights("role=administrator").mayAdminister()).isTrue();
        Rights rights = rights("role=administrator\ngroups=web");
        assertThat(rights.mayAdminister("web")).isTrue();
        assertThat(rights.mayOperate("web")).isTrue();
        assertThat(rights.mayAdminister("db")).isFalse();
        assertThat(rights.mayAdminister()).isFalse();
    }

    @Test
    void whatStandsInDefaultLimitsAUserToo() {
        TestSection section = TestSection.of("web_user:ann", "password=x").withDefaults(Map.of("groups", "web", "role", "operator"));

        Rights rights = WebUserSections.read(prefix -> section.name().startsWith(prefix) ? List.of(section) : List.of(), problems)
                .find("ann").orElseThrow().rights();

        assertThat(rights.mayOperate("web")).isTrue();
        assertThat(rights.mayView("db")).isFalse();
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "*, any, true", "*, '', true", "a*c, abc, true", "a*c, ac, true", "a*c, abcd, false", "a*b*c, axbxbxc, true",
        "?, a, true", "?, ab, false", "?, '', false", "a?, ab, true", "web, WEB, false", "a.c, abc, false",
        "[ab], a, false", "*a, bab, false", "*ab, aab, true", "**, x, true"
    })
    void aStarIsAnythingAndAQuestionMarkOneCharacter(String pattern, String name, boolean matches) {
        assertThat(GroupPatterns.parse(pattern).match(name)).isEqualTo(matches);
    }

    @Test
    void aNameThatAClientMakesUpCostsNoMoreThanItsLength() {
        GroupPatterns patterns = GroupPatterns.parse("*a*a*a*a*a*a*a*a*b");

        assertThat(patterns.match("a".repeat(4_000_000))).isFalse();
    }

    @Test
    void everythingWrongIsSaidAtOnceAndWithoutAnyPassword() {
        WebUsers users = read("""
                [inet_http_server]
                port=1
                username=admin
                password=x
                [web_user]
                password=a
                [web_user:]
                password=a
                [web_user:a:b]
                password=a
                [web_user:admin]
                password=a
                [web_user:ann]
                role=king
                groups=a,,b
                [web_user:bob]
                password=$6$secret$secret
                groups=
                [web_user:dan]
                password=a
                group=web
                [web_users]
                anything=1
                [web_user:cid]
                password=a
                """);

        assertThat(problems.messages).containsExactly(
                "section [web_user] does not name a user",
                "section [web_user:] does not name a user",
                "section [web_user:a:b] does not name a user",
                "user admin of section [web_user:admin] is there already",
                "section [web_user:ann] has no password value",
                "Invalid role value king",
                "Invalid groups value a,,b",
                "Invalid password value in section [web_user:bob]: a hash of a kind that is not known",
                "Invalid groups value ",
                "section [web_user:dan] has an unknown option group");
        assertThat(users.find("cid")).isPresent();
        assertThat(users.find("ann")).isEmpty();
    }
}
