/** The smallest plugin: one namespace with one method. */
package org.supervisor4j.example.hello;
