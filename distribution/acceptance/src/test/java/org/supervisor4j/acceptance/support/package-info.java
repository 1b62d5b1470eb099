/** Daemons, clients and configuration files for tests that use nothing but commands, files and sockets. */
package org.supervisor4j.acceptance.support;
