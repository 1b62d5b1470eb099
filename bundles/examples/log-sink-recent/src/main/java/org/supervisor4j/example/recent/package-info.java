/** An example of a plugin with a log sink of its own: the last lines of each program, in memory. */
package org.supervisor4j.example.recent;
