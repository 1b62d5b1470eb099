/** Threads that a disk may keep. */
package org.supervisor4j.core.disk;
