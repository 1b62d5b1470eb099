/**
 * {@code [unix_http_server]} and {@code [inet_http_server]}: sockets taken at start, Jetty behind them as soon as an
 * OSGi HTTP Whiteboard is there, authentication in front of everything.
 */
package org.supervisor4j.plugin.http;
