package org.supervisor4j.plugin.xmlrpc;

import java.util.Collections;
import java.util.List;

/**
 * A request: the full name of a method and what it is called with.
 *
 * @param arguments String, Integer, Boolean, Double, byte[], List, Map or null (an XML-RPC {@code nil})
 */
record Call(String method, List<?> arguments) {
    Call {
        arguments = Collections.unmodifiableList(arguments);
    }
}
