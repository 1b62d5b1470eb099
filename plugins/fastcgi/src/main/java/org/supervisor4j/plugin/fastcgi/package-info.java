/** {@code [fcgi-program:x]}: a pool of processes that share one listening socket. */
package org.supervisor4j.plugin.fastcgi;
