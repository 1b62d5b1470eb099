package org.supervisor4j.plugin.xmlrpc;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.supervisor4j.api.rpc.RpcFault;

/**
 * One published method of a namespace, ready to be called and described.
 *
 * @param target takes an {@code Object[]} of converted arguments, answers an {@code Object}
 */
record Operation(MethodHandle target, String help, String returns, String returnsHelp, List<Parameter> parameters) {

    /** @param defaultValue converted already; empty if the caller must give one */
    record Parameter(String name, String help, ParameterType type, Optional<Object> defaultValue) {}

    Operation {
        parameters = List.copyOf(parameters);
    }

    /**
     * Calls the method; the answer may be a future.
     *
     * @throws RpcFault INCORRECT_PARAMETERS if number or types of the arguments are wrong
     * @throws Throwable whatever the method throws
     */
    Object invoke(List<?> arguments) throws Throwable {
        Object[] converted = new Object[parameters.size()];
        if (arguments.size() > converted.length) {
            throw Faults.incorrectParameters();
        }
        for (int i = 0; i < converted.length; i++) {
            Parameter parameter = parameters.get(i);
            converted[i] = i < arguments.size()
                    ? parameter.type().convert(arguments.get(i))
                    : parameter.defaultValue().orElseThrow(Faults::incorrectParameters);
        }
        return (Object) target.invokeExact(converted);
    }

    /** Whether it is told how much to answer, as the methods that read logs are: that may be a lot. */
    boolean mayAnswerMuch() {
        return parameters.stream().anyMatch(parameter -> parameter.name().equals("length"));
    }

    /** The types of result and parameters in one list, as supervisord answers them. */
    List<Object> signature() {
        return Stream.concat(Stream.of(returns), parameters.stream().map(p -> p.type().xmlName()))
                .map(Object.class::cast)
                .toList();
    }

    /** Free text, then a line for each parameter and the result with supervisord's tags. */
    String description() {
        StringBuilder text = new StringBuilder(help).append('\n');
        for (Parameter parameter : parameters) {
            tag(text, "@param", parameter.type().xmlName(), parameter.name(), parameter.help());
        }
        tag(text, "@return", returns, "result", returnsHelp);
        return text.toString();
    }

    private static void tag(StringBuilder text, String tag, String type, String name, String help) {
        text.append('\n').append(String.join(" ", tag, type, name, help).stripTrailing());
    }
}
