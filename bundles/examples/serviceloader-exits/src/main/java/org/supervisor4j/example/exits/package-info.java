/** A plugin that knows nothing of OSGi. */
package org.supervisor4j.example.exits;
