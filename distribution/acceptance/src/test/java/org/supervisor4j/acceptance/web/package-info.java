/** The web page in a real browser. */
package org.supervisor4j.acceptance.web;
