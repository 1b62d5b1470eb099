package org.supervisor4j.plugin.http;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.tls.PemException;

/** The certificate of a server, as it was in its files when they were right for the last time. Any thread. */
final class Certificates {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final String server;
    private final TlsFiles files;
    private volatile TlsFiles.Content current;
    private volatile boolean isDoubted; // the log's last word is that the files are of no use

    /**
     * Reads them.
     *
     * @throws PemException if they are of no use
     */
    Certificates(String server, TlsFiles files) throws PemException {
        this.server = server;
        this.files = files;
        this.current = files.read();
        warnOfTime();
    }

    TlsFiles files() {
        return files;
    }

    TlsFiles.Content current() {
        return current;
    }

    /** Takes what is in the files into use. */
    interface Use {
        /** If it fails, what was in use before is in use. */
        void of(TlsFiles.Content content) throws Exception;
    }

    /**
     * Reads them anew, and has something else taken into use. What is wrong is logged, and what was right before goes
     * on; the next time it is tried again.
     *
     * @return whether there is something else now
     */
    boolean refresh(Use use) {
        TlsFiles.Content read;
        try {
            read = files.read();
        } catch (PemException e) {
            LOG.error("Server '{}' goes on with the certificate that it has, the new one is of no use: {}",
                    server, e.getMessage());
            isDoubted = true;
            return false;
        }
        if (read.equals(current)) {
            if (isDoubted) {
                LOG.info("The certificate of server '{}' is in its files again as it is used, valid until {}", server, end());
            }
            isDoubted = false;
            return false;
        }
        try {
            use.of(read);
        } catch (Exception e) { // whatever the server makes of it
            LOG.error("Server '{}' goes on with the certificate that it has, the new one could not be taken into use",
                    server, e);
            isDoubted = true;
            return false;
        }
        isDoubted = false;
        current = read;
        LOG.info("Server '{}' has a new certificate, which is valid until {}", server, end());
        warnOfTime();
        return true;
    }

    /** Clients will say so too, but not to who can do something about it. */
    private void warnOfTime() {
        Instant now = Instant.now();
        Instant begin = current.identity().chain().getFirst().getNotBefore().toInstant();
        if (now.isAfter(end())) {
            LOG.warn("The certificate of server '{}' has expired on {}: clients will refuse it ({})",
                    server, end(), files.certificate());
        } else if (now.isBefore(begin)) {
            LOG.warn("The certificate of server '{}' is not valid before {}: clients will refuse it ({})",
                    server, begin, files.certificate());
        }
    }

    private Instant end() {
        return current.identity().chain().getFirst().getNotAfter().toInstant();
    }
}
