package org.supervisor4j.cli.plugin;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.supervisor4j.api.ctl.CtlCommand;

/**
 * The jars of a folder that bring actions. Jars without any, which most plugins are, are looked into and left alone. A jar
 * that cannot be used costs itself: a line on stderr says why.
 */
final class PluginJars {

    private static final String INDEX = "META-INF/services/" + CtlCommand.class.getName();

    private final Path folder;
    private final PrintStream err;

    /** The folder may be missing, or null. */
    PluginJars(Path folder, PrintStream err) {
        this.folder = folder;
        this.err = err;
    }

    /** An action that can be made, again and again. */
    record Offer(Path jar, String plugin, Provider<CtlCommand> provider) {
    }

    /** What all jars offer, by the name of the jar. */
    List<Offer> offers() {
        List<Offer> offers = new ArrayList<>();
        for (Path jar : jars()) {
            try {
                if (hasActions(jar)) {
                    collect(jar, offers);
                }
            } catch (IOException e) {
                report(jar, "it cannot be read: " + e.getMessage());
            }
        }
        return offers;
    }

    private List<Path> jars() {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.toString().endsWith(".jar") && Files.isRegularFile(entry)).sorted()
                    .toList();
        } catch (IOException e) {
            report(folder, "it cannot be listed: " + e.getMessage());
            return List.of();
        }
    }

    private static boolean hasActions(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(INDEX) != null;
        }
    }

    private void collect(Path jar, List<Offer> offers) throws IOException {
        // stays open: classes are loaded as they are needed, and we do not live long
        URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, CtlCommand.class.getClassLoader());
        Iterator<Provider<CtlCommand>> providers = ServiceLoader.load(CtlCommand.class, loader).stream().iterator();
        for (Provider<CtlCommand> provider = next(jar, providers); provider != null; provider = next(jar, providers)) {
            CtlCommand command = made(jar, provider);
            if (command != null) {
                offers.add(new Offer(jar, command.plugin(), provider));
            }
        }
    }

    /** The next class that can be loaded, or null. */
    private Provider<CtlCommand> next(Path jar, Iterator<Provider<CtlCommand>> providers) {
        while (true) {
            try {
                return providers.hasNext() ? providers.next() : null;
            } catch (ServiceConfigurationError e) { // it has been skipped
                report(jar, e.getMessage());
            } catch (LinkageError e) {
                report(jar, e.toString());
                return null;
            }
        }
    }

    private CtlCommand made(Path jar, Provider<CtlCommand> provider) {
        try {
            CtlCommand command = provider.get();
            String wrong = wrongWith(command);
            if (wrong == null) {
                return command;
            }
            report(jar, wrong);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            report(jar, provider.type().getName() + ": " + cause(e));
        }
        return null;
    }

    private static String wrongWith(CtlCommand command) {
        String name = command.name();
        if (name == null || !name.matches("[A-Za-z0-9_]+")) {
            return command.getClass().getName() + ": name: " + name + " (expected: letters, digits and underscores)";
        }
        return command.plugin() == null ? command.getClass().getName() + ": plugin: null (expected: a name)" : null;
    }

    static String cause(Throwable failure) {
        return failure instanceof ServiceConfigurationError && failure.getCause() != null
                ? failure.getCause().toString()
                : failure.toString();
    }

    private void report(Path jar, String reason) {
        err.println("The plugin " + jar + " cannot be used: " + reason);
    }
}
