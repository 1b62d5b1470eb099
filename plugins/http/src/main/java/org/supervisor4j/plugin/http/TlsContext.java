package org.supervisor4j.plugin.http;

import java.util.UUID;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Gives Jetty the certificate of a server, and another one when there is one. TLS 1.2 and later. */
final class TlsContext {

    private final Certificates certificates;
    private final SslContextFactory.Server context;
    private final String password = UUID.randomUUID().toString(); // of a store in memory that needs one

    TlsContext(Certificates certificates) {
        this(certificates, new SslContextFactory.Server());
    }

    TlsContext(Certificates certificates, SslContextFactory.Server context) {
        this.certificates = certificates;
        this.context = context;
        context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        context.setSniRequired(false);
        use(certificates.current());
    }

    Certificates certificates() {
        return certificates;
    }

    SslContextFactory.Server jetty() {
        return context;
    }

    /** Connections that are open go on with the certificate that they began with. */
    void refresh() {
        certificates.refresh(content -> {
            try {
                context.reload(_ -> use(content));
            } catch (Exception e) {
                context.reload(_ -> use(certificates.current())); // Jetty has let go of it
                throw e;
            }
        });
    }

    private void use(TlsFiles.Content content) {
        context.setKeyStore(content.identity().store(password.toCharArray()));
        context.setKeyStorePassword(password);
        context.setKeyManagerPassword(password);
        content.clientAuthorities().ifPresent(authorities -> {
            context.setTrustStore(authorities.store());
            context.setNeedClientAuth(true);
        });
    }
}
