package org.supervisor4j.plugin.logtail;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.supervisor4j.api.access.Access;

/** Allows everything, until a test revokes it. */
final class Revocable implements Access {

    private final Set<Runnable> answering = ConcurrentHashMap.newKeySet();

    @Override
    public Runnable whenRevoked(Runnable told) {
        answering.add(told);
        return () -> answering.remove(told);
    }

    void revoke() {
        answering.forEach(Runnable::run);
    }

    /** How many are to be told. */
    int answering() {
        return answering.size();
    }

    @Override
    public boolean mayView(String group) {
        return true;
    }

    @Override
    public boolean mayOperate(String group) {
        return true;
    }

    @Override
    public boolean mayAdminister() {
        return true;
    }
}
