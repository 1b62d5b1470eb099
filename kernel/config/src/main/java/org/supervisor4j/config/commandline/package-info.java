/** Command lines in the manner of getopt, as supervisord and supervisorctl read theirs. */
package org.supervisor4j.config.commandline;
