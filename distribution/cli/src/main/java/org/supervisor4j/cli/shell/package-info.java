/** The shell: a prompt, lines that are typed, their history, and completion. Only {@code TerminalInput} knows JLine. */
package org.supervisor4j.cli.shell;
