/** Log files that rotate by size, with the names and the moments of supervisord's. */
package org.supervisor4j.plugin.logrotation;
