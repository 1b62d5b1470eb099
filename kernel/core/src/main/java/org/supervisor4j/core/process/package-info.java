/** Supervised processes: how a command becomes a child, and what the kernel remembers of it. */
package org.supervisor4j.core.process;
