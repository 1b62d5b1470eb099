/** An example of a plugin with a kind of events of its own. */
package org.supervisor4j.example.deployment;
