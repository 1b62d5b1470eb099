/** The small programs and files around the daemon: class archives, {@code pidproxy}, samples, completion. */
package org.supervisor4j.acceptance.tools;
