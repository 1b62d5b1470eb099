package org.supervisor4j.example.webhook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessCommunicationEvent;
import org.supervisor4j.api.event.ProcessLogEvent;
import org.supervisor4j.api.event.ProcessStateEvent;

/** What is posted: one JSON object for an event. */
final class EventJson {

    private final Supplier<String> identifier;

    /** @param identifier of the daemon, asked each time: it is known only when the configuration is */
    EventJson(Supplier<String> identifier) {
        this.identifier = identifier;
    }

    String of(Event event, Instant happened) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("event", text(event.type().name()));
        members.put("server", text(identifier.get()));
        members.put("happened", text(happened.toString()));
        switch (event) {
            case ProcessStateEvent state -> {
                process(members, state.process());
                members.put("from", text(state.from().name()));
                members.put("to", text(state.to().name()));
                members.put("pid", Integer.toString(state.pid()));
                members.put("tries", Integer.toString(state.tries()));
                members.put("expected", Boolean.toString(state.expected()));
            }
            case ProcessLogEvent output -> process(members, output.process());
            case ProcessCommunicationEvent message -> process(members, message.process());
            default -> {} // also the kinds that plugins have: their payload says it all
        }
        members.put("payload", text(event.payload()));
        return members.entrySet().stream()
                .map(member -> text(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static void process(Map<String, String> members, ProcessId process) {
        members.put("group", text(process.group()));
        members.put("process", text(process.name()));
    }

    /** A JSON string. */
    private static String text(String value) {
        StringBuilder json = new StringBuilder("\"");
        value.chars().forEach(c -> {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                default -> {
                    if (c < 0x20 || Character.isSurrogate((char) c)) {
                        json.append(String.format("\\u%04x", c)); // a surrogate without its other half could not be encoded
                    } else {
                        json.append((char) c);
                    }
                }
            }
        });
        return json.append('"').toString();
    }
}
