package org.supervisor4j.api.plugin;

import java.util.Optional;
import java.util.Set;

/**
 * On which terms a jar is installed; otherwise it is refused.
 *
 * @param sha256 its checksum in hexadecimal digits, which is compared before anything is written to the folder
 * @param untouchable the symbolic names of plugins that it must not take the place of, such as those that carry the request
 */
public record InstallTerms(Optional<String> sha256, Set<String> untouchable) {

    /** Whatever it is. */
    public static final InstallTerms ANY = new InstallTerms(Optional.empty(), Set.of());

    public InstallTerms {
        untouchable = Set.copyOf(untouchable);
    }

    /** It must have this checksum. */
    public InstallTerms withSha256(String checksum) {
        return new InstallTerms(Optional.of(checksum), untouchable);
    }

    /** It must not be one of these, nor come instead of one. */
    public InstallTerms withUntouchable(Set<String> symbolicNames) {
        return new InstallTerms(sha256, symbolicNames);
    }
}
