/** An example of a plugin with a section kind of its own: programs that run in one place only. */
package org.supervisor4j.example.locked;
