package org.supervisor4j.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Judges what event listeners answer to an event; register one as an OSGi service with the property {@value #NAME} and name it in
 * {@code result_handler=} of an {@code [eventlistener:x]}. Supervisor's counterpart is a Python function.
 *
 * <p><b>Threading:</b> any thread but the kernel's, one call at a time for each listener; it may block, at the price of this listener.
 *
 * <p><b>Errors:</b> an exception is logged, the listener gets no more events until it is started anew, and the event goes to another.
 */
@ConsumerType
public interface ResultHandler {

    /** The service property with the name for configurations. */
    String NAME = "supervisor4j.event.result.handler";

    /**
     * @param eventName of the event that the listener was sent
     * @param payload of it
     * @param result what the listener has answered
     * @return whether the event is done with; else it is offered again
     */
    boolean accepts(String eventName, String payload, byte[] result);
}
