package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that accepts for all connectors. Jetty's own acceptors close the listening channel when they stop; this
 * one leaves it open, so that clients wait in the backlog while Jetty is replaced.
 */
final class Doorman {

    private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);
    private static final long PAUSE_MILLIS = 200; // after a failure such as too many open files

    private final Selector selector;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean failing; // this thread only: the log gets one line per failure that lasts

    private Doorman(Selector selector) {
        this.selector = selector;
        this.thread = Thread.ofPlatform().daemon().name("http-accept").unstarted(this::serve);
    }

    /** Starts accepting at once. */
    static Doorman start(List<AdoptedConnector> connectors) throws IOException {
        Selector selector = Selector.open();
        try {
            for (AdoptedConnector connector : connectors) {
                connector.channel().configureBlocking(false);
                connector.channel().register(selector, SelectionKey.OP_ACCEPT, connector);
            }
        } catch (IOException | RuntimeException e) {
            selector.close();
            throw e;
        }
        Doorman doorman = new Doorman(selector);
        doorman.thread.start();
        return doorman;
    }

    /** Nothing is accepted after this has returned; the channels stay open. */
    void stop() throws IOException, InterruptedException {
        stopped.countDown();
        selector.close();
        thread.join();
    }

    private void serve() {
        try {
            do {
                selector.select();
                boolean failed = false;
                for (SelectionKey key : selector.selectedKeys()) {
                    failed |= key.isValid() && !accept((AdoptedConnector) key.attachment());
                }
                selector.selectedKeys().clear();
                failing = failed;
            } while (!stopped.await(failing ? PAUSE_MILLIS : 0, TimeUnit.MILLISECONDS));
        } catch (ClosedSelectorException stop) {
            LOG.debug("No longer accepting connections");
        } catch (IOException | InterruptedException e) {
            LOG.error("HTTP servers accept no connections any more", e);
        }
    }

    private boolean accept(AdoptedConnector connector) {
        try {
            SocketChannel client = connector.channel().accept();
            if (client != null) {
                connector.adopt(client);
            }
            return true;
        } catch (ClosedChannelException gone) {
            LOG.debug("{} was closed while accepting", connector, gone);
            return true;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOG.warn("{} could not accept a connection", connector, e);
            }
            return false;
        }
    }
}
