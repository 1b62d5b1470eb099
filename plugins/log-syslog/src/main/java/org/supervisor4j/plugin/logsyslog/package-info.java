/**
 * What programs write, and the activity log, as messages of syslog: to the log of this machine, or over the network.
 */
package org.supervisor4j.plugin.logsyslog;
