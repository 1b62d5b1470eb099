/** The HTTP servers of the packed result: log streams, hostile clients, and bytes that are no requests at all. */
package org.supervisor4j.acceptance.http;
