package org.supervisor4j.plugin.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.supervisor4j.api.tls.PemAuthorities;
import org.supervisor4j.api.tls.PemException;
import org.supervisor4j.api.tls.PemIdentity;

/**
 * Where the certificate of a server lies; all paths are absolute.
 *
 * @param key may be the same file
 * @param clientAuthorities who vouches for clients; if it is there, a client needs a certificate
 */
record TlsFiles(Path certificate, Path key, Optional<Path> clientAuthorities) {

    /** What was in the files. */
    record Content(PemIdentity identity, Optional<PemAuthorities> clientAuthorities) {}

    /** @throws PemException if they are of no use */
    Content read() throws PemException {
        PemIdentity identity = PemIdentity.read(certificate, key);
        return new Content(
                identity,
                clientAuthorities.isPresent()
                        ? Optional.of(PemAuthorities.read(clientAuthorities.get()))
                        : Optional.empty());
    }

    /** Tells all that is wrong with them, each with the option that it is about. */
    void check(BiConsumer<String, PemException> problem) {
        try {
            PemIdentity.read(certificate, key);
        } catch (PemException e) {
            problem.accept(e.file().equals(certificate) ? "certfile" : "keyfile", e);
        }
        clientAuthorities.ifPresent(file -> {
            try {
                PemAuthorities.read(file);
            } catch (PemException e) {
                problem.accept("ca_certs", e);
            }
        });
    }

    List<Path> all() {
        return Stream.concat(Stream.of(certificate, key), clientAuthorities.stream()).distinct().toList();
    }
}
