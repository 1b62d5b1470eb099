/** The printf-like expansions of option values ({@code %(here)s}) and the literals that error texts quote them in. */
package org.supervisor4j.config.expansion;
