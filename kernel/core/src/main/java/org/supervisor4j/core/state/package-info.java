/** The process state machine: a pure function; the tables of docs/reference/process-states.md are its specification. */
package org.supervisor4j.core.state;
