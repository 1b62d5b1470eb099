/** Clients that were not written for this project drive the daemon, and get the same from it as from the reference. */
package org.supervisor4j.acceptance.interop;
