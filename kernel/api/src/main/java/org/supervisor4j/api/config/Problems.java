package org.supervisor4j.api.config;

import org.osgi.annotation.versioning.ProviderType;

/** Collects everything that is wrong with a configuration, so that one run shows all of it. */
@ProviderType
public interface Problems {

    /**
     * Something is wrong with an option or, if {@code key} is absent from the section, with the section.
     *
     * @param key the option; may be one that is missing
     * <p>Where it stands is added: {@code Invalid n value 30 in section 'x:a' (file: '/etc/supervisord.conf'), line 14: n = 30
     * (expected: 1 to 10)} is what a client is told of a reread that is refused.
     *
     * @param message what is wrong, {@code Invalid n value 30}; where supervisord has a text for it, exactly that
     * @param expected what would be right, as a phrase: {@code "host:port or a port from 1 to 65535"}
     */
    void add(Section section, String key, String message, String expected);
}
