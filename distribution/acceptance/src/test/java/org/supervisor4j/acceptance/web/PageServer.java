package org.supervisor4j.acceptance.web;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/**
 * A daemon that serves the page on a port of this machine.
 *
 * @param address of the page
 */
record PageServer(Conf conf, SupervisorDaemon daemon, String address) implements AutoCloseable {

    /** @param directory for its files */
    static PageServer start(Path directory, UnaryOperator<Conf> programs) {
        int port = XmlRpc.freePort();
        Conf conf = programs.apply(Conf.in(directory).section("inet_http_server", "port=127.0.0.1:" + port));
        return new PageServer(conf, SupervisorDaemon.start(conf), "http://127.0.0.1:" + port + "/");
    }

    @Override
    public void close() {
        daemon.close();
    }
}
