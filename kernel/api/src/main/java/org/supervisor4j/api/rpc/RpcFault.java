package org.supervisor4j.api.rpc;

import java.util.Objects;

/** An answer that tells the caller why its request failed. */
public final class RpcFault extends RuntimeException {

    /** The caller may not do that; away from supervisord's numbers, which have no such fault. */
    public static final int FORBIDDEN = 403;

    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * @param code a number of the fault table, or a namespace's own
     * @param text {@code NAME} or {@code NAME: detail}
     */
    public RpcFault(int code, String text) {
        // An answer, not a defect: no stack trace, no suppression.
        super(Objects.requireNonNull(text, "text"), null, false, false);
        this.code = code;
    }

    /**
     * The answer to a caller who may not do that.
     *
     * @param what what is not allowed, and on what, in the words of the caller
     */
    public static RpcFault forbidden(String what) {
        return new RpcFault(FORBIDDEN, "FORBIDDEN: " + what);
    }

    public int code() {
        return code;
    }
}
