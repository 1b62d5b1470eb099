/** The XML-RPC interface, held against the reference call by call. */
package org.supervisor4j.acceptance.rpc;
