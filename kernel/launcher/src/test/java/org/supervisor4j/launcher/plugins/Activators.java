package org.supervisor4j.launcher.plugins;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.example.lent.Lent;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.api.event.ResultHandler;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSinkType;

/** What plugins may do when they are started; each is packed into jars of its own. */
final class Activators {

    /** The name of a system property of type {@link CountDownLatch}: what both sides of class loaders see. */
    static final String GATE = "supervisor4j.test.gate";

    private Activators() {}

    /** Does nothing. */
    public static class Quiet implements BundleActivator {
        @Override
        public void start(BundleContext context) throws Exception {}

        @Override
        public void stop(BundleContext context) {}
    }

    /** Cannot start. */
    public static final class Throwing extends Quiet {
        @Override
        public void start(BundleContext context) {
            throw new IllegalStateException("no mood today");
        }
    }

    /** Cannot start, nor say why. */
    public static final class Mute extends Quiet {
        @Override
        public void start(BundleContext context) {
            throw new Untellable();
        }
    }

    /** Cannot stop, nor say why. */
    public static final class MuteAtItsEnd extends Quiet {
        @Override
        public void stop(BundleContext context) {
            throw new Untellable();
        }
    }

    /** Fails when it is asked for its text. */
    public static final class Untellable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalArgumentException("no text");
        }
    }

    /** Lacks a class. */
    public static final class Failing extends Quiet {
        @Override
        public void start(BundleContext context) {
            throw new NoClassDefFoundError("org/example/Nowhere");
        }
    }

    /** Would take everybody with it. */
    public static final class StoppingAll extends Quiet {
        @Override
        public void start(BundleContext context) throws Exception {
            context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop(Bundle.STOP_TRANSIENT);
        }
    }

    /** Comes back when it is let. */
    public static final class Blocking extends Quiet {
        @Override
        public void start(BundleContext context) throws InterruptedException {
            ((CountDownLatch) System.getProperties().get(GATE)).await();
        }
    }

    /** Starts, but what it offers is never made. */
    public static final class Withholding extends Quiet implements ServiceFactory<LogSinkType> {
        @Override
        public void start(BundleContext context) {
            context.registerService(LogSinkType.class, this, new Hashtable<>(Map.of(LogSinkType.NAME, "withheld")));
        }

        @Override
        public LogSinkType getService(Bundle bundle, ServiceRegistration<LogSinkType> registration) {
            try {
                ((CountDownLatch) System.getProperties().get(GATE)).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Late();
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<LogSinkType> registration, LogSinkType service) {}
    }

    /** Offers what programs go on using. */
    public static final class Sink extends Quiet {
        @Override
        public void start(BundleContext context) {
            context.registerService(LogSinkType.class, new Late(), new Hashtable<>(Map.of(LogSinkType.NAME, "late")));
        }
    }

    /** Has a section of the configuration. */
    public static final class Sectioned extends Quiet implements ConfigurationSection {
        @Override
        public void start(BundleContext context) {
            context.registerService(ConfigurationSection.class, this, null);
        }

        @Override
        public void check(Sections sections, Problems problems) {}
    }

    /** Has one, and a moment later what the configuration names. */
    public static final class SectionedSink extends Quiet implements ConfigurationSection {
        @Override
        public void start(BundleContext context) {
            context.registerService(ConfigurationSection.class, this, null);
            context.registerService(LogSinkType.class, new Late(), new Hashtable<>(Map.of(LogSinkType.NAME, "late")));
        }

        @Override
        public void check(Sections sections, Problems problems) {}
    }

    /** Offers what a listener's pool goes on using. */
    public static final class Judging extends Quiet {
        @Override
        public void start(BundleContext context) {
            ResultHandler handler = (_, _, _) -> Needed.text().equals("found");
            context.registerService(ResultHandler.class, handler, new Hashtable<>(Map.of(ResultHandler.NAME, "needed")));
        }
    }

    /** Offers what programs go on using, and what needs a class of another jar then. */
    public static final class Borrowing extends Quiet {
        @Override
        public void start(BundleContext context) {
            LogSinkType sink = _ -> {
                throw new UnsupportedOperationException(Lent.class.getClassLoader().toString());
            };
            context.registerService(LogSinkType.class, sink, new Hashtable<>(Map.of(LogSinkType.NAME, "borrowing")));
        }
    }

    /** Needs a class that nothing has needed before. */
    public static final class Late implements LogSinkType {
        @Override
        public LogOutlet read(LogOptions options) {
            throw new UnsupportedOperationException(Needed.text());
        }
    }

    /** It. */
    public static final class Needed {
        private Needed() {}

        static String text() {
            return "found";
        }
    }
}
