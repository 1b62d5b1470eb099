package org.supervisor4j.plugin.xmlrpc;

/** A request body that is no XML-RPC call: answered with status 400. The message says what is wrong with it. */
final class MalformedRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedRequestException(String message) {
        super(message);
    }

    MalformedRequestException(String message, Throwable cause) {
        super(message, cause);
    }
}
