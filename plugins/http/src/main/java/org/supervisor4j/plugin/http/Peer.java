package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.rpc.RpcCaller;

/** Whose process is at the other end of a unix socket, as the kernel of the machine knows. */
final class Peer {

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final Path OURSELVES = Path.of("/proc/self");
    private static final String ROOT = "root";

    private Peer() {}

    static RpcCaller of(SocketChannel client) {
        try {
            if (!client.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
                return new RpcCaller.Unknown();
            }
            UserPrincipal user = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
            return new RpcCaller.Local(user.getName(), isTrusted(user));
        } catch (IOException e) {
            LOG.debug("Who has sent a request cannot be found out", e);
            return new RpcCaller.Unknown();
        }
    }

    private static boolean isTrusted(UserPrincipal user) throws IOException {
        return user.equals(Files.getOwner(OURSELVES))
                || user.equals(OURSELVES.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ROOT));
    }
}
