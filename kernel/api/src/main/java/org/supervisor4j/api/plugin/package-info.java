/** The plugins themselves: which there are, and how they come and go by request. */
@Export
@Version("1.0.0")
package org.supervisor4j.api.plugin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
