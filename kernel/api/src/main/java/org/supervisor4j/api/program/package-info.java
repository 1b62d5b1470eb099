/** How a plugin adds a section kind: {@code [kind:name]}, whose processes are supervised like those of a program. */
@Export
@Version("1.0.0")
package org.supervisor4j.api.program;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
