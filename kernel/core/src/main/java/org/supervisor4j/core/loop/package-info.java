/** A thread that waits for descriptors, timers and work from other threads, and never polls. */
package org.supervisor4j.core.loop;
