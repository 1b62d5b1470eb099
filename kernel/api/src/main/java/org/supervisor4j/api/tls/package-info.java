/** Keys and certificates as they lie in files. */
@Export
@Version("1.0.0")
package org.supervisor4j.api.tls;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
