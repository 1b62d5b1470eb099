/** {@code [eventlistener:x]}: pools of processes that are told of events over their standard input and output. */
package org.supervisor4j.plugin.eventlistener;
