/** How a plugin adds actions to supervisorctl, the client. */
@Export
@Version("1.0.0")
package org.supervisor4j.api.ctl;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
