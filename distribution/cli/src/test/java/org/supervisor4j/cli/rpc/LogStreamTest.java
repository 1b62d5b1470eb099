package org.supervisor4j.cli.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class LogStreamTest {

    @TempDir
    Path directory;

    /** A chunk's own line end belongs to its framing: a server may send it together with the next chunk. */
    @Test
    void aChunkIsReadBeforeItsLineEndHasCome() throws Exception {
        Path socket = directory.resolve("s");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))) {
            CompletableFuture<LogStream> opening = CompletableFuture.supplyAsync(() -> open(socket));
            try (SocketChannel server = listening.accept()) {
                say(server, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst\n");
                try (LogStream log = opening.get()) {
                    assertThat(next(log)).isEqualTo("first\n");
                    say(server, "\r\n7\r\nsecond\n");
                    assertThat(next(log)).isEqualTo("second\n");
                    say(server, "\r\n0\r\n\r\n");
                    assertThat(log.read(new byte[10])).isEqualTo(-1);
                }
            }
        }
    }

    private static LogStream open(Path socket) {
        try {
            return LogStream.open(ServerUrl.parse("unix://" + socket), null, "/logtail/x/stdout");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(SocketChannel server, String text) throws Exception {
        server.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String next(LogStream log) throws Exception {
        byte[] piece = new byte[100];
        return new String(piece, 0, log.read(piece), StandardCharsets.US_ASCII);
    }
}
