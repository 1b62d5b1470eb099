/**
 * A thread that waits for descriptors, timers and work from other threads. It sleeps until there is something to do, but for a moment in
 * which an answer is expected.
 */
package org.supervisor4j.core.loop;
