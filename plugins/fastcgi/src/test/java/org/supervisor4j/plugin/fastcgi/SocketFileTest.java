package org.supervisor4j.plugin.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.program.ListeningSocket;

class SocketFileTest {

    @TempDir
    private Path directory;

    private Path file;
    private final RecordingSockets sockets = new RecordingSockets();

    @BeforeEach
    void chooseName() {
        file = directory.resolve("app.sock");
    }

    @AfterEach
    void closeAll() {
        sockets.close();
    }

    private ListeningSocket listen(int mode) throws IOException {
        return listen(mode, Optional.empty());
    }

    private ListeningSocket listen(int mode, Optional<SocketOwner> owner) throws IOException {
        return new SocketSpec.Unix(file, owner, mode, 3).listen(sockets);
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    private boolean answers() throws IOException {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return client.connect(UnixDomainSocketAddress.of(file));
        }
    }

    @Test
    void clientsReachItUnderItsNameWithItsMode() throws IOException {
        listen(0_640);

        assertThat(answers()).isTrue();
        assertThat(permissions(file)).isEqualTo("rw-r-----");
        assertThat(sockets.backlogs).containsExactly(3);
        assertThat(entries()).containsExactly(file);
    }

    @Test
    void untilItHasItsModeNobodyElseCanReachIt() throws IOException {
        List<String> seen = new ArrayList<>();
        sockets.onBind = address -> {
            seen.add(permissions(address.getPath().getParent()));
            seen.add(Files.exists(file) ? "named" : "nameless");
        };

        listen(0_700);

        assertThat(seen).containsExactly("rwx------", "nameless");
    }

    @Test
    void itsOwnerIsWhomItWasGivenTo() throws IOException {
        int uid = (Integer) Files.getAttribute(directory, "unix:uid");
        int gid = (Integer) Files.getAttribute(directory, "unix:gid");

        listen(0_700, Optional.of(new SocketOwner(uid, OptionalInt.of(gid))));

        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(uid);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(gid);
    }

    @Test
    void itsFileStaysWhenItIsClosed() throws IOException {
        listen(0_700).close();

        assertThat(entries()).containsExactly(file);
        assertThatThrownBy(this::answers).isInstanceOf(IOException.class);
    }

    @Test
    void aSocketThatIsThereIsReplacedAndItsNameIsThereAllTheTime() throws IOException {
        listen(0_600).close();
        Object before = Files.getAttribute(file, "unix:ino");
        List<Boolean> seen = new ArrayList<>();
        sockets.onBind = _ -> seen.add(Files.exists(file));

        listen(0_700);

        assertThat(answers()).isTrue();
        assertThat(seen).containsExactly(true);
        assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(before);
        assertThat(entries()).containsExactly(file);
    }

    @Test
    void aFileADirectoryOrALinkIsRefusedAndUntouched() throws IOException {
        String message = file + " exists and is not a socket (expected: no file, or a socket to replace)";

        Files.writeString(file, "precious");
        assertThatThrownBy(() -> listen(0_700)).hasMessage(message);
        assertThat(file).hasContent("precious");

        Path precious = Files.move(file, directory.resolve("precious"));
        Files.createSymbolicLink(file, precious);
        assertThatThrownBy(() -> listen(0_700)).hasMessage(message);
        assertThat(file).isSymbolicLink();

        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(() -> listen(0_700)).hasMessage(message);
        assertThat(entries()).containsExactlyInAnyOrder(file, precious);
        assertThat(sockets.asked).isEmpty();
    }

    @Test
    void aSocketThatCannotBeOpenedLeavesNothingBehindButWhatWasThere() throws IOException {
        listen(0_700);
        sockets.failure = new IOException("bind() failed with ENOSPC");

        assertThatThrownBy(() -> listen(0_700)).isSameAs(sockets.failure);

        assertThat(entries()).containsExactly(file);
        assertThat(answers()).as("the old one").isTrue();
    }

    private String missing() {
        return "[Errno 2] No such file or directory: '" + file + "'";
    }

    @Test
    void anOwnerThatCannotBeSetIsSaidSoAndTheSocketIsClosed() throws IOException {
        sockets.onBind = address -> Files.delete(address.getPath());

        assertThatThrownBy(() -> listen(0_700, Optional.of(new SocketOwner(0, OptionalInt.empty()))))
                .hasMessage("Could not change ownership of socket file: %s", missing());

        assertThat(sockets.openNow()).isZero();
        assertThat(entries()).isEmpty();
    }

    @Test
    void aModeThatCannotBeSetIsSaidSoAndTheSocketIsClosed() throws IOException {
        sockets.onBind = address -> Files.delete(address.getPath());

        assertThatThrownBy(() -> listen(0_700))
                .hasMessage("Could not change permissions of socket file: %s", missing());

        assertThat(sockets.openNow()).isZero();
        assertThat(entries()).isEmpty();
    }

    @Test
    void aNameIsTooLongWhereTheSystemWouldCutIt() throws IOException {
        int left = 107 - directory.toString().length() - 1;
        file = directory.resolve("x".repeat(left));
        listen(0_700);
        assertThat(entries()).containsExactly(file);

        Path longest = file;
        file = directory.resolve("x".repeat(left + 1));
        assertThatThrownBy(() -> listen(0_700)).hasMessage("AF_UNIX path too long");
        assertThat(entries()).containsExactly(longest);
    }

    @Test
    void inAFolderWithoutRoomForItsFirstNameItCannotBeMade() throws IOException {
        int left = 98 - directory.toString().length() - 1;
        file = Files.createDirectory(directory.resolve("x".repeat(left))).resolve("s");
        listen(0_700);
        assertThat(file).exists();

        file = Files.createDirectory(directory.resolve("x".repeat(left + 2))).resolve("s");
        assertThatThrownBy(() -> listen(0_700))
                .hasMessageStartingWith("AF_UNIX path too long: " + file.getParent() + "/.");
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void aMissingFolderIsReportedAsTheSystemReportsIt() {
        file = directory.resolve("nosuch/app.sock");

        FastCgiGroup group = new FastCgiGroup(new SocketSpec.Unix(file, Optional.empty(), 0_700, 3), sockets);

        assertThatThrownBy(group::activate)
                .hasMessage("Could not create FastCGI socket unix://" + file + ": [Errno 2] No such file or directory");
    }
}
