package org.supervisor4j.plugin.webui;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.supervisor4j.api.ProcessId;

/** What a link of supervisord's page asks for. */
sealed interface LinkedAction {

    /** Nothing but the page. */
    record Refresh() implements LinkedAction {
        @Override
        public Verb verb() {
            throw new IllegalStateException("refresh is nothing that is done to processes");
        }

        @Override
        public Actions.Target target() {
            return new Actions.Target.All();
        }

        @Override
        public String label() {
            return "Refresh";
        }
    }

    /** For all processes. */
    record OfAll(Verb verb, String label) implements LinkedAction {
        @Override
        public Actions.Target target() {
            return new Actions.Target.All();
        }
    }

    /**
     * For one process.
     *
     * @param name as it stands in the link
     */
    record OfOne(Verb verb, String label, String name) implements LinkedAction {

        ProcessId process() {
            return Names.parse(name);
        }

        @Override
        public Actions.Target target() {
            return new Actions.Target.Some(List.of(process()));
        }
    }

    Verb verb();

    Actions.Target target();

    /** What stands on the button. */
    String label();

    /** By supervisord's names; empty for an unknown one, and for one that lacks its process. */
    static Optional<LinkedAction> of(String action, String process) {
        boolean named = process != null && !process.isBlank();
        return switch (action == null ? "" : action) {
            case "refresh" -> Optional.of(new Refresh());
            case "stopall" -> Optional.of(new OfAll(Verb.STOP, "Stop All"));
            case "restartall" -> Optional.of(new OfAll(Verb.RESTART, "Restart All"));
            case "start" -> named ? Optional.of(new OfOne(Verb.START, "Start", process)) : Optional.empty();
            case "stop" -> named ? Optional.of(new OfOne(Verb.STOP, "Stop", process)) : Optional.empty();
            case "restart" -> named ? Optional.of(new OfOne(Verb.RESTART, "Restart", process)) : Optional.empty();
            case "clearlog" -> named ? Optional.of(new OfOne(Verb.CLEAR, "Clear Log", process)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The name that the form sends. */
    default String action() {
        return switch (this) {
            case Refresh() -> "refresh";
            case OfAll(Verb verb, _) -> verb == Verb.STOP ? "stopall" : "restartall";
            case OfOne(Verb verb, _, _) -> verb == Verb.CLEAR ? "clearlog" : verb.name().toLowerCase(Locale.ROOT);
        };
    }
}
