package org.supervisor4j.launcher.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.service.ServiceProperties;

/** What plain jars may offer; each is packed into jars of its own. */
final class Providers {

    /** The name of a system property of type {@link List}, into which providers write what becomes of them. */
    static final String DIARY = "supervisor4j.test.diary";

    private Providers() {}

    /** As plain as can be. */
    @ServiceProperties({RpcNamespace.PREFIX + "=good", "order:Integer=7"})
    public static final class Good implements RpcNamespace {}

    /** Two things in one, which wants to know of its end. */
    @ServiceProperties(RpcNamespace.FACTORY + "=both")
    public static final class Both implements RpcNamespace, ProcessEventListener, AutoCloseable {
        @Override
        public void onEvent(Event event) {}

        @Override
        @SuppressWarnings("unchecked")
        public void close() {
            ((List<String>) System.getProperties().get(DIARY)).add("closed");
        }
    }

    /** Needs the daemon. */
    public static final class Asking implements ProcessEventListener {
        final Supervisor supervisor;

        public Asking(Supervisor supervisor) {
            this.supervisor = supervisor;
        }

        @Override
        public void onEvent(Event event) {
            throw new IllegalStateException(supervisor.identifier());
        }
    }

    /** Needs what the daemon does not have. */
    public static final class Demanding implements ProcessEventListener {
        public Demanding(StringBuilder impossible) {
            impossible.append("taken");
        }

        @Override
        public void onEvent(Event event) {}
    }

    /** Has no constructor that anybody could call. */
    public static final class Kinds {
        private Kinds() {}

        public static EventType provider() {
            return EventType.EVENT.child("OF_A_PLAIN_JAR");
        }
    }

    /** Promises too much. */
    public static final class Empty {
        private Empty() {}

        public static ProcessEventListener provider() {
            return null;
        }
    }

    /** Has no name for the configuration. */
    public static final class Nameless implements LogSinkType {
        @Override
        public LogOutlet read(LogOptions options) {
            throw new UnsupportedOperationException();
        }
    }

    /** What programs go on using. */
    @ServiceProperties(LogSinkType.NAME + "=plain")
    public static final class Sink implements LogSinkType {
        @Override
        public LogOutlet read(LogOptions options) {
            throw new UnsupportedOperationException(new Both().toString()); // a class that nothing has needed before
        }
    }

    /** Needs a class of another plugin when it is used. */
    @ServiceProperties(LogSinkType.NAME + "=plain")
    public static final class BorrowingSink implements LogSinkType {
        @Override
        public LogOutlet read(LogOptions options) {
            throw new UnsupportedOperationException(new org.example.lent.Lent().toString());
        }
    }

    /** Something else than it is named for. */
    @ServiceProperties(RpcNamespace.PREFIX + "=other")
    public static final class Unrelated {}

    /** Cannot be made. */
    public static final class Throwing implements ProcessEventListener {
        public Throwing() {
            throw new IllegalStateException("no mood today");
        }

        @Override
        public void onEvent(Event event) {}
    }

    /** Cannot even be loaded. */
    public static final class Failing implements ProcessEventListener {
        static final List<String> BROKEN = new ArrayList<>(-1);

        @Override
        public void onEvent(Event event) {}
    }

    /** Recurses for ever. */
    public static final class Recursing implements ProcessEventListener {
        public Recursing() {
            deeper();
        }

        private int deeper() {
            return deeper() + 1;
        }

        @Override
        public void onEvent(Event event) {}
    }

    /** Nobody else may use it. */
    static final class Hidden implements ProcessEventListener {
        @Override
        public void onEvent(Event event) {}
    }

    /** Starts what nobody ends. */
    public static class Leaking implements ProcessEventListener {
        public Leaking() {
            Thread.ofPlatform().daemon().name("forgotten").start(() -> {
                try {
                    ((CountDownLatch) System.getProperties().get(Activators.GATE)).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        @Override
        public void onEvent(Event event) {}
    }

    /** Ends what it has started. */
    public static final class Tidy implements ProcessEventListener, AutoCloseable {
        private final ExecutorService executor = Executors.newSingleThreadExecutor();

        public Tidy() {
            executor.execute(() -> {});
        }

        @Override
        public void onEvent(Event event) {}

        @Override
        public void close() {
            executor.shutdown();
        }
    }

    /** Uses a package of another plugin. */
    public static final class Borrowing implements ProcessEventListener {
        public Borrowing() {
            new org.example.lent.Lent();
        }

        @Override
        public void onEvent(Event event) {}
    }

    /** Is made when it is let. */
    public static final class Blocking implements ProcessEventListener {
        public Blocking() throws InterruptedException {
            ((CountDownLatch) System.getProperties().get(Activators.GATE)).await();
        }

        @Override
        public void onEvent(Event event) {}
    }
}
