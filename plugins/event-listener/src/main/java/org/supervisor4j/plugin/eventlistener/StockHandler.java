package org.supervisor4j.plugin.eventlistener;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.supervisor4j.api.event.ResultHandler;

/** Supervisor's own: {@code OK} and nothing else is acceptance. */
enum StockHandler implements ResultHandler {
    INSTANCE;

    /** Supervisor's name for it, the default. */
    static final String SPEC = "supervisor.dispatchers:default_handler";

    private static final byte[] OK = "OK".getBytes(StandardCharsets.US_ASCII);

    @Override
    public boolean accepts(String eventName, String payload, byte[] result) {
        return Arrays.equals(result, OK);
    }
}
