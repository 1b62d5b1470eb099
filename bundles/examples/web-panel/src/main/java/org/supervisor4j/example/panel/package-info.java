/** A column and a panel on the web page. */
package org.supervisor4j.example.panel;
