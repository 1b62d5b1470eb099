package org.supervisor4j.plugin.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemAccountsTest {

    private static final int NOBODYS = 2_000_000_011;

    private final Accounts accounts = new SystemAccounts();

    @Test
    void everyUserOfTheFileIsFoundByNameAndNumberWithItsPrimaryGroup() throws IOException {
        List<String[]> users = entries("/etc/passwd");

        assertThat(users).isNotEmpty().allSatisfy(fields -> {
            int uid = Integer.parseUnsignedInt(fields[2]);
            Accounts.User user = new Accounts.User(uid, Integer.parseUnsignedInt(fields[3]));
            assertThat(accounts.user(fields[0])).contains(user);
            assertThat(accounts.userOf(fields[0])).contains(user);
            assertThat(accounts.user(uid)).map(Accounts.User::uid).contains(uid);
            assertThat(accounts.userOf(fields[2])).map(Accounts.User::uid).contains(uid);
        });
    }

    @Test
    void everyGroupOfTheFileIsFoundByNameAndNumber() throws IOException {
        List<String[]> groups = entries("/etc/group");

        assertThat(groups).isNotEmpty().allSatisfy(fields -> {
            int gid = Integer.parseUnsignedInt(fields[2]);
            assertThat(accounts.group(fields[0])).hasValue(gid);
            assertThat(accounts.groupOf(fields[0])).hasValue(gid);
            assertThat(accounts.hasGroup(gid)).isTrue();
            assertThat(accounts.groupOf(fields[2])).hasValue(gid);
        });
    }

    @Test
    void whoDoesNotExistIsNotFound() {
        assertThat(accounts.user("no such user")).isEmpty();
        assertThat(accounts.user("")).isEmpty();
        assertThat(accounts.user(NOBODYS)).isEmpty();
        assertThat(accounts.userOf(String.valueOf(NOBODYS))).isEmpty();
        assertThat(accounts.group("no such group")).isEmpty();
        assertThat(accounts.hasGroup(NOBODYS)).isFalse();
        assertThat(accounts.groupOf(String.valueOf(NOBODYS))).isEmpty();
    }

    @Test
    void weAreWhoOwnsOurProcess() throws IOException {
        assertThat(accounts.ownUid()).isEqualTo(Files.getAttribute(Path.of("/proc/self/"), "unix:uid"));
    }

    private static List<String[]> entries(String file) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("+"))
                .map(line -> line.split(":", -1))
                .toList();
    }
}
