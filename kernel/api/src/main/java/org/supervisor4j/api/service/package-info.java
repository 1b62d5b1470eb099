/** How a plugin without any OSGi says what a component's annotation says otherwise. */
@Export
@Version("1.0.0")
package org.supervisor4j.api.service;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
