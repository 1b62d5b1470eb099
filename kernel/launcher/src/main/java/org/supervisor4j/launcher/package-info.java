/** main(): from the command line to a running daemon and back to an exit status. The only place that knows OSGi. */
package org.supervisor4j.launcher;
