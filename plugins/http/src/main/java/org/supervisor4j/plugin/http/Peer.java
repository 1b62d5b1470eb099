package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
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
    private static final String ROOT = "root";

    private static volatile UserPrincipal ourselves; // once somebody has asked

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
        return user.equals(FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(ROOT))
                || user.equals(ourselves());
    }

    /**
     * By a file that we make: of a daemon that has given up root's rights, all that /proc says belongs to root still.
     */
    private static UserPrincipal ourselves() throws IOException {
        if (ourselves == null) {
            Path own = Files.createTempFile("supervisor4j", null);
            try {
                ourselves = Files.getOwner(own);
            } finally {
                Files.delete(own);
            }
        }
        return ourselves;
    }
}
