package org.supervisor4j.plugin.http;

/**
 * How long clients may take, in milliseconds.
 *
 * @param idle without any progress
 * @param head from the first byte of a request to the end of its headers
 * @param body from there to the end of its body
 */
record TimeLimits(long idle, long head, long body) {

    static final TimeLimits USUAL = new TimeLimits(30_000, 30_000, 60_000);
}
