/** How a plugin reads and checks its own sections of the configuration file. */
@Export
@Version("1.0.0")
package org.supervisor4j.api.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
