/**
 * The same configuration read, run and ended by our daemon and by the reference, and everything that can be seen of it
 * compared. What may differ stands in one table, {@code differential/deliberate.txt}, whose every entry names the row
 * of {@code docs/reference/compatibility.md} that it stands on.
 */
package org.supervisor4j.acceptance.differential;
