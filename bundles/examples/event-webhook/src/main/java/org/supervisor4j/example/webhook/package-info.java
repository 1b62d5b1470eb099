/** An example of a plugin with sections of its own that listens to events: it posts them to a URL. */
package org.supervisor4j.example.webhook;
