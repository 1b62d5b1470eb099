/** The kernel: it owns all process state on one thread. Plain Java; OSGi begins in the launcher. */
package org.supervisor4j.core;
