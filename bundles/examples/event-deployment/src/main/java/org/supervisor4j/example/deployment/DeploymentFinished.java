package org.supervisor4j.example.deployment;

import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.EventType;

/**
 * A new version of something is in place.
 *
 * @param application what
 * @param version which
 */
record DeploymentFinished(String application, String version) implements Event {

    /** What listeners may ask for to hear of everything about deployments. */
    static final EventType DEPLOYMENT = EventType.EVENT.child("DEPLOYMENT");

    static final EventType FINISHED = DEPLOYMENT.child("DEPLOYMENT_FINISHED");

    @Override
    public EventType type() {
        return FINISHED;
    }

    @Override
    public String payload() {
        return "application:" + application + " version:" + version;
    }
}
