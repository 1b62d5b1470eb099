/** The examples, dropped into the packed result as their READMEs say. */
package org.supervisor4j.acceptance.examples;
