/** Felix: bundles from the installation and the drop-in folder, and the services that they offer to the kernel. */
package org.supervisor4j.launcher.plugins;
