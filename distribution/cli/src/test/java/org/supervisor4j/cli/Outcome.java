package org.supervisor4j.cli;

/**
 * What a run of supervisorctl came to.
 *
 * @param status the exit status
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
record Outcome(int status, String out, String err) {
}
