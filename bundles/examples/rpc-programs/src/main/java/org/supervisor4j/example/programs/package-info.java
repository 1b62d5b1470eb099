/** An example of a plugin that asks the kernel for things: programs that come and go, lines in logs. */
package org.supervisor4j.example.programs;
