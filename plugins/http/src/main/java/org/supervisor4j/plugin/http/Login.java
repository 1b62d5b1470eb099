package org.supervisor4j.plugin.http;

import org.supervisor4j.api.access.Access;

/** What becomes of somebody who wants something. */
sealed interface Login {

    /** Nobody has to say who he is. */
    record Open(Access access) implements Login {}

    /** Let in. */
    record Admitted(String user, Access access) implements Login {}

    /** Not known, or not by that password. */
    record Refused() implements Login {}

    /** What was sent cannot be read. */
    record Garbled() implements Login {}

    /** Not looked at: too many wrong ones from there, or too many at a time. */
    record NotNow() implements Login {}
}
