package org.supervisor4j.plugin.webui;

import org.supervisor4j.api.access.Access;

/**
 * Who looks.
 *
 * @param token of the session and the user: what this viewer orders carries it
 */
record Viewer(Access access, String token) {}
