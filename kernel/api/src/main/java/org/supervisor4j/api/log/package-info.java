/** Where the output of a child and the activity log are written, and when and how files are rotated. */
@Export
@Version("1.0.0")
package org.supervisor4j.api.log;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
