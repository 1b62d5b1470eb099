/** How the code of plugins is asked, and how what it throws is worded, so that its defects cost only itself. */
package org.supervisor4j.config.plugin;
