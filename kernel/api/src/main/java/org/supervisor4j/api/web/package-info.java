/** How a plugin adds to the web page. */
@Export
@Version("1.0.0")
package org.supervisor4j.api.web;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
