/** Work with files whose disk may not answer. */
@Export
@Version("1.0.0")
package org.supervisor4j.api.disk;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
