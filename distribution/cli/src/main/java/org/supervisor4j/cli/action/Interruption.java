package org.supervisor4j.cli.action;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * What Ctrl-C does, until it is closed. The JDK's only way is {@code sun.misc.Signal}, which javac will not let pass
 * without a warning that cannot be turned off; hence reflection.
 */
public final class Interruption implements AutoCloseable {

    private static final String SIGNAL = "INT";

    private final Object previous;

    private Interruption(Object previous) {
        this.previous = previous;
    }

    /** From now on, Ctrl-C runs the task, on a thread of its own, instead of ending the program. */
    public static Interruption doing(Runnable task) {
        return new Interruption(handle(handler(task)));
    }

    private static Object handler(Runnable task) {
        InvocationHandler calls = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                task.run();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "what Ctrl-C does";
        };
        Class<?> type = handlerType();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls);
    }

    private static Object handle(Object handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            return signal.getMethod("handle", signal, handlerType())
                    .invoke(null, signal.getConstructor(String.class).newInstance(SIGNAL), handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "cannot set what SIGINT does (expected: a JVM that is not run with -Xrs)", e);
        }
    }

    private static Class<?> handlerType() {
        try {
            return Class.forName("sun.misc.SignalHandler");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "no class sun.misc.SignalHandler (expected: the module jdk.unsupported)", e);
        }
    }

    /** Ctrl-C does again what it did before. */
    @Override
    public void close() {
        handle(previous);
    }
}
