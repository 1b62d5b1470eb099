/** The web page: what runs, live, and what can be done about it. */
package org.supervisor4j.plugin.webui;
