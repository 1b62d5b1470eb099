/** The {@code supervisor.*} methods: supervisord's control interface over the kernel's service. */
package org.supervisor4j.plugin.rpcsupervisor;
