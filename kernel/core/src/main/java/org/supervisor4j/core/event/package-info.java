/** From what happens to those who want to hear of it. */
package org.supervisor4j.core.event;
