package org.supervisor4j.api.program;

import org.osgi.annotation.versioning.ProviderType;

/** A socket that listens on behalf of children: they inherit it, we never accept from it. Made by {@link Sockets}. */
@ProviderType
public interface ListeningSocket {

    /** Closes our side of it; a second call does nothing. A unix socket's file stays. */
    void close();
}
