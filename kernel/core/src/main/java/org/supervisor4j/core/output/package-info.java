/** From the pipes of the children into their log files, on a thread of its own. */
package org.supervisor4j.core.output;
