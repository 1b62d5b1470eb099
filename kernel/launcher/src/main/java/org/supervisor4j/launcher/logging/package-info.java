/** The activity log: supervisord's line layout over SLF4J and Logback. */
package org.supervisor4j.launcher.logging;
