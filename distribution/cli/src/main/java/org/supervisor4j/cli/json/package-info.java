/** Answers for programs: values as JSON text. */
package org.supervisor4j.cli.json;
