/** {@code /RPC2}: from the bytes of an XML-RPC request to a method of an RPC namespace and back. */
package org.supervisor4j.plugin.xmlrpc;
