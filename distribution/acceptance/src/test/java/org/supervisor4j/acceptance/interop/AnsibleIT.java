package org.supervisor4j.acceptance.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;

/** Ansible's module supervisorctl, with either client: in our place nothing of a playbook's outcome changes. */
class AnsibleIT {

    private static final String PLAYBOOK = Software.installed("/usr/bin/ansible-playbook", "ansible");
    private static final int SECONDS = 150;

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void aPlaybookComesToTheSameWithOurDaemonAndEitherClientAsWithTheReference() {
        SideBySide debiansClient = SideBySide.of(directory.resolve("debian"), playground ->
                play(playground, Software.REFERENCE));

        assertThat(debiansClient.reference().status()).isZero();
        assertThat(debiansClient.reference().out()).contains("\"affected\": [\"pair:pair_00\", \"pair:pair_01\"]")
                .containsPattern("ok=20 +changed=11 +unreachable=0 +failed=0 +skipped=0 +rescued=0 +ignored=5");
        debiansClient.assertSame();

        try (Playground playground = new Playground(Software.OURS, directory.resolve("own"))) {
            SideBySide.assertSame(play(playground, Software.OURS), debiansClient.reference());
        }
    }

    private static Outcome play(Playground playground, Software client) {
        Path place = playground.daemon().directory();
        Outcome outcome = Command.of(place, PLAYBOOK, "-v", "-i", "localhost,", "-c", "local",
                        "-e", "ansible_python_interpreter=/usr/bin/python3",
                        "-e", "client=" + client.supervisorctl(), "-e", "directory=" + place,
                        "-e", "tcp_port=" + playground.port(), "-e", "user=" + Playground.USER,
                        "-e", "password=" + Playground.PASSWORD, Playground.resource("playbook.yml").toString())
                .with("ANSIBLE_NOCOLOR", "1").with("ANSIBLE_NOCOWS", "1").with("ANSIBLE_HOME", place + "/ansible")
                .with("ANSIBLE_LOCAL_TEMP", place + "/ansible/tmp").with("ANSIBLE_REMOTE_TMP", place + "/ansible/tmp")
                .with("ANSIBLE_DEPRECATION_WARNINGS", "0").with("LC_ALL", "C.UTF-8")
                .within(SECONDS).run();
        Outcome normal = playground.normal(outcome);
        String out = normal.out().replace(client.supervisorctl(), "supervisorctl")
                .replaceAll("ansible-tmp-[0-9.-]+", "<temporary>");
        return new Outcome(normal.status(), out, normal.err());
    }
}
