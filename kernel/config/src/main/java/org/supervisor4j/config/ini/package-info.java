/** The dialect of INI files that supervisord reads, with the place of everything in the file. */
package org.supervisor4j.config.ini;
