/** What somebody who has logged in may do. */
@Export
@Version("1.0.0")
package org.supervisor4j.api.access;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
