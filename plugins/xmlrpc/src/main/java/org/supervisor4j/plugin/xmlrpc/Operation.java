package org.supervisor4j.plugin.xmlrpc;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.rpc.RpcFault;

/**
 * One published method of a namespace, ready to be called and described.
 *
 * @param target takes an {@code Object[]} of converted arguments, answers an {@code Object}
 * @param plugin the jar that it comes from, if that is known
 * @param parameters those that callers give
 * @param access the place of what the caller may do among the arguments; empty if the method does not ask
 * @param requirement of its callers
 * @param threads that it is called on; empty if it is on that of the request
 */
record Operation(
        MethodHandle target,
        Optional<String> plugin,
        String help,
        String returns,
        String returnsHelp,
        List<Parameter> parameters,
        OptionalInt access,
        Requirement requirement,
        Optional<MethodThreads> threads) {

    /** @param defaultValue converted already; empty if the caller must give one */
    record Parameter(String name, String help, ParameterType type, Optional<Object> defaultValue) {}

    Operation {
        parameters = List.copyOf(parameters);
    }

    /** The same, called on these threads. */
    Operation on(MethodThreads others) {
        return new Operation(
                target, plugin, help, returns, returnsHelp, parameters, access, requirement, Optional.of(others));
    }

    /**
     * Calls the method; the answer may be a future.
     *
     * @param name by which it was called
     * @throws RpcFault INCORRECT_PARAMETERS if number or types of the arguments are wrong, FORBIDDEN if the caller may not
     * @throws Throwable whatever the method throws
     */
    Object invoke(String name, List<?> arguments, Access caller) throws Throwable {
        if (arguments.size() > parameters.size()) {
            throw Faults.incorrectParameters();
        }
        List<Object> converted = new ArrayList<>(parameters.size() + 1);
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            converted.add(i < arguments.size()
                    ? parameter.type().convert(arguments.get(i))
                    : parameter.defaultValue().orElseThrow(Faults::incorrectParameters));
        }
        requirement.demand(name, converted, caller);
        access.ifPresent(place -> converted.add(place, caller));
        return (Object) target.invokeExact(converted.toArray());
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
