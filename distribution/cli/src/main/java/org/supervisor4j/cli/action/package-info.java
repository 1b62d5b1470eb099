/**
 * The actions of supervisorctl. {@link org.supervisor4j.cli.action.Actions} is the table of all of them;
 * {@link org.supervisor4j.cli.action.Interpreter} finds and runs one; {@link org.supervisor4j.cli.action.Session} is
 * what an action works with.
 */
package org.supervisor4j.cli.action;
