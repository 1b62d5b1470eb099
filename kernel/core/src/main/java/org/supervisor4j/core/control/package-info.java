/** What can be asked of the kernel: starting, stopping and signalling processes, and changing which ones there are. */
package org.supervisor4j.core.control;
