/** The packed result, used as people use it. */
package org.supervisor4j.acceptance;
