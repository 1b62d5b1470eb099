package org.supervisor4j.launcher.plugins;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of the parts that a plugin consists of: components, or classes that a plain jar names.
 *
 * @param all none if it has no such parts
 */
record PluginParts(List<Part> all) {

    static final PluginParts NONE = new PluginParts(List.of());

    /**
     * One of them.
     *
     * @param name of its class, or of the component if it has another
     */
    record Part(String name, State state) {
        static Part made(String name) {
            return new Part(name, new State.Made());
        }

        static Part failed(String name, String reason, Throwable cause) {
            return new Part(name, new State.Failed(reason, Optional.ofNullable(cause)));
        }

        static Part waiting(String name, String service) {
            return new Part(name, new State.Waiting(service));
        }
    }

    /** What became of it. */
    sealed interface State {
        /** Or is as soon as somebody asks for it. */
        record Made() implements State {}

        /** @param cause to be logged, unless somebody has done so */
        record Failed(String reason, Optional<Throwable> cause) implements State {}

        /** @param service that is not there */
        record Waiting(String service) implements State {}
    }

    PluginParts {
        all = List.copyOf(all);
    }

    /** The names of those that could not be made. */
    Set<String> failed() {
        return all.stream().filter(part -> part.state() instanceof State.Failed).map(Part::name).collect(Collectors.toSet());
    }

    /** Why those could not be made, in one line. */
    String reasons() {
        return all.stream()
                .filter(part -> part.state() instanceof State.Failed)
                .map(part -> part.name() + ": " + ((State.Failed) part.state()).reason())
                .collect(Collectors.joining("; "));
    }

    /** Whether there was something to be made, and nothing could be. */
    boolean isNothing() {
        return !all.isEmpty() && failed().size() == all.size();
    }
}
