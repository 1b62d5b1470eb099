/** What is supervised and how it is controlled: the view of the daemon that every plugin gets. */
@Export
@Version("1.0.0")
package org.supervisor4j.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
