/** A run of supervisorctl without a daemon, from which {@code bin/warm-up} learns which classes it loads. */
package org.supervisor4j.cli.rehearsal;
