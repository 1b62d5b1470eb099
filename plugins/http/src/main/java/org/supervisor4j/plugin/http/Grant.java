package org.supervisor4j.plugin.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.access.Access;

/**
 * What somebody may do until it is revoked, of which those are told who still answer on the strength of it. Any thread.
 */
final class Grant implements Access {

    private static final Logger LOG = LoggerFactory.getLogger(Grant.class);

    private final Access rights;
    private final Map<Object, Runnable> answering = new HashMap<>(); // guarded by itself, by a key for each
    private boolean revoked; // guarded by the same

    Grant(Access rights) {
        this.rights = rights;
    }

    @Override
    public Runnable whenRevoked(Runnable told) {
        Object key = new Object();
        synchronized (answering) {
            if (!revoked) {
                answering.put(key, told);
                return () -> forget(key);
            }
        }
        told.run();
        return () -> { };
    }

    private void forget(Object key) {
        synchronized (answering) {
            answering.remove(key);
        }
    }

    /** Tells all who are to be told; a second call does nothing. */
    void revoke() {
        List<Runnable> all;
        synchronized (answering) {
            revoked = true;
            all = List.copyOf(answering.values());
            answering.clear();
        }
        for (Runnable one : all) {
            try {
                one.run();
            } catch (RuntimeException e) {
                LOG.error("An answer to somebody whose rights have changed could not be ended", e);
            }
        }
    }

    /** How many are to be told. */
    int answering() {
        synchronized (answering) {
            return answering.size();
        }
    }

    @Override
    public boolean mayView(String group) {
        return rights.mayView(group);
    }

    @Override
    public boolean mayOperate(String group) {
        return rights.mayOperate(group);
    }

    @Override
    public boolean mayAdminister() {
        return rights.mayAdminister();
    }

    @Override
    public boolean mayAdminister(String group) {
        return rights.mayAdminister(group);
    }

    @Override
    public String toString() {
        return rights.toString();
    }
}
