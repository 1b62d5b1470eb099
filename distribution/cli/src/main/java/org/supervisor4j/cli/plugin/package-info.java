/** Actions of others: jars in the folder of plugins, and the sections {@code [ctlplugin:x]} that choose and configure them. */
package org.supervisor4j.cli.plugin;
