package org.supervisor4j.api.rpc;

import java.util.Objects;

/** An answer that tells the caller why its request failed. */
public final class RpcFault extends RuntimeException {

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

    public int code() {
        return code;
    }
}
