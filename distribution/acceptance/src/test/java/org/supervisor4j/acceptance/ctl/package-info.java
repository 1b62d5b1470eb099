/** The client as people use it: on a terminal, and with actions of others. */
package org.supervisor4j.acceptance.ctl;
