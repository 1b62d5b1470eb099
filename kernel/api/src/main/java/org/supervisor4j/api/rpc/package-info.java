/** How a plugin publishes methods for remote callers. */
@Export
@Version("1.0.0")
package org.supervisor4j.api.rpc;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
