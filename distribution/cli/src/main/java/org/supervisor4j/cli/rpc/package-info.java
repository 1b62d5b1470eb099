/**
 * Talking to a supervisor daemon: HTTP/1.1 over TCP or a unix socket, XML-RPC on top, and typed calls on top of that.
 *
 * <p>This is our own code rather than Apache XML-RPC's client or the JDK's XML parser for two reasons. A
 * {@code supervisorctl} lives for a few milliseconds of work, and loading those libraries takes longer than everything
 * else it does. And the reference daemon writes control characters raw into its answers (a coloured log line is
 * enough), which every conforming XML parser must reject; {@link org.supervisor4j.cli.rpc.ReplyReader} passes them on.
 */
package org.supervisor4j.cli.rpc;
