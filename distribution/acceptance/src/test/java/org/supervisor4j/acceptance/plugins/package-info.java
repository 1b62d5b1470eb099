/** The platform for plugins, as its documentation promises it. */
package org.supervisor4j.acceptance.plugins;
