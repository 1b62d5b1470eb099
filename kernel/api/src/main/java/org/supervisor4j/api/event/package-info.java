/** What happens in the daemon, and how plugins hear of it. */
@Export
@Version("1.0.0")
package org.supervisor4j.api.event;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
