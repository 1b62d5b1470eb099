package org.supervisor4j.cli.rpc;

import java.io.IOException;

/** The daemon understood the call and answered with a fault. The numbers are in {@link FaultCode}. */
public final class FaultException extends IOException {

    private static final long serialVersionUID = 1;
    private final int code;

    /**
     * A fault.
     *
     * @param code its number
     * @param text its text, such as {@code BAD_NAME: x}
     */
    public FaultException(int code, String text) {
        super(text);
        this.code = code;
    }

    /** The fault's number. */
    public int code() {
        return code;
    }
}
