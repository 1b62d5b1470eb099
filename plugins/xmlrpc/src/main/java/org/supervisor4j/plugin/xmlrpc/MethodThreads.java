package org.supervisor4j.plugin.xmlrpc;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.plugin.CallThreads;
import org.supervisor4j.api.plugin.CallWatch;

/** The threads on which the methods of one namespace are called. Any thread. */
final class MethodThreads {

    private static final Logger LOG = LoggerFactory.getLogger(MethodThreads.class);

    /** At a time. */
    static final int MOST = 32;

    private final String plugin;
    private final Duration patience;
    private final CallThreads threads;
    private final Set<CompletableFuture<Object>> awaited = ConcurrentHashMap.newKeySet();
    private volatile boolean isWithdrawn;

    /** @param plugin what people know it by */
    MethodThreads(String plugin) {
        this(plugin, CallWatch.PATIENCE);
    }

    MethodThreads(String plugin, Duration patience) {
        this.plugin = plugin;
        this.patience = patience;
        this.threads = new CallThreads("rpc-of-" + plugin, MOST, patience, new CallWatch.Witness() {
            @Override
            public void hangs(String what, String where) {
                LOG.error("{} has not come back for {} s; it hangs in {} (expected: an answer, or a CompletableFuture of one; who hangs is "
                        + "interrupted when the plugin is restarted or removed)", what, patience.toSeconds(), where);
            }

            @Override
            public void cameBack(String what) {
                LOG.warn("{} has come back", what);
            }
        });
    }

    /** @param name of the method */
    CompletableFuture<Object> call(String name, CallThreads.Method<Object> method) {
        return threads.call(() -> "The RPC method " + name + "() of " + plugin, method);
    }

    /** The same answer, or a fault if it has not come in time after the namespace has gone: perhaps there is nobody who would give it. */
    CompletableFuture<Object> asLongAsItIsThere(CompletableFuture<Object> answer) {
        if (answer.isDone()) {
            return answer;
        }
        CompletableFuture<Object> same = answer.copy();
        awaited.add(same);
        same.whenComplete((_, _) -> awaited.remove(same));
        if (isWithdrawn) {
            giveUpLater(same);
        }
        return same;
    }

    private void giveUpLater(CompletableFuture<Object> answer) {
        CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread).execute(
                () -> answer.completeExceptionally(Faults.failed(plugin + " has gone, and has not answered in " + patience.toSeconds() + " s since")));
    }

    /** The namespace has gone. */
    void withdrawn() {
        isWithdrawn = true;
        threads.withdrawn();
        awaited.forEach(this::giveUpLater);
    }
}
