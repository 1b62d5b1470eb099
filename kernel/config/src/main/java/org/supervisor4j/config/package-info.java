/**
 * The model of a supervisord.conf and how it is read. Where a rule comes from supervisord, its behaviour is the source.
 */
package org.supervisor4j.config;
