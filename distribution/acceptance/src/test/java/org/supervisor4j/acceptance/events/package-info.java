/** Event listeners as third parties write them. */
package org.supervisor4j.acceptance.events;
