package org.supervisor4j.acceptance.rpc;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the parameters of a call as XML-RPC. */
final class RpcMarkup {

    /** Markup that is sent as it is. */
    record Raw(String markup) {
        @Override
        public String toString() {
            return markup;
        }
    }

    private RpcMarkup() {
    }

    static Raw raw(String markup) {
        return new Raw(markup);
    }

    /** What stands inside the {@code value} of a parameter. */
    static String of(Object value) {
        return switch (value) {
            case Raw raw -> raw.markup();
            case String text -> "<string>" + escaped(text) + "</string>";
            case Integer number -> "<int>" + number + "</int>";
            case Boolean flag -> "<boolean>" + (flag ? 1 : 0) + "</boolean>";
            case Double number -> "<double>" + number + "</double>";
            case List<?> list -> list.stream().map(item -> "<value>" + of(item) + "</value>")
                    .collect(Collectors.joining("", "<array><data>", "</data></array>"));
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(member -> "<member><name>" + escaped(member.getKey().toString()) + "</name><value>"
                            + of(member.getValue()) + "</value></member>")
                    .collect(Collectors.joining("", "<struct>", "</struct>"));
            default -> throw new IllegalArgumentException("a parameter of " + value.getClass());
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
