package org.supervisor4j.plugin.xmlrpc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.osgi.framework.FrameworkUtil;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.plugin.PluginInfo;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;
import org.supervisor4j.api.rpc.Subject;

/** Finds the published methods of a namespace, once, when it is registered. */
final class OperationScanner {

    private static final Set<String> RESULTS =
            Set.of("string", "int", "boolean", "double", "base64", "array", "struct");

    private OperationScanner() {}

    /**
     * The methods that carry {@link RpcMethod}, by each of their names without prefix.
     *
     * @throws IllegalArgumentException if one of them is not what the annotations' contract asks for; the message says
     *     which and why
     */
    static Map<String, Operation> scan(RpcNamespace namespace) {
        Map<String, Operation> operations = new HashMap<>();
        for (Method method : published(namespace.getClass())) {
            RpcMethod annotation = method.getAnnotation(RpcMethod.class);
            Operation operation = operation(namespace, method, annotation);
            add(operations, method.getName(), operation, method);
            for (String alias : annotation.aliases()) {
                add(operations, alias, operation, method);
            }
        }
        return operations;
    }

    /** A compiler's bridge carries the annotations of the method that it leads to, so it counts only without that. */
    private static List<Method> published(Class<?> type) {
        Map<String, Method> found = new HashMap<>();
        Method[] methods = type.getMethods();
        Arrays.sort(methods, Comparator.comparing(Method::isBridge));
        for (Method method : methods) {
            if (method.isAnnotationPresent(RpcMethod.class)) {
                found.putIfAbsent(method.getName() + Arrays.toString(method.getParameterTypes()), method);
            }
        }
        return List.copyOf(found.values());
    }

    private static void add(Map<String, Operation> operations, String name, Operation operation, Method method) {
        if (operations.putIfAbsent(name, operation) != null) {
            throw new IllegalArgumentException("two methods are called " + name + ", one of them " + method);
        }
    }

    private static Operation operation(RpcNamespace namespace, Method method, RpcMethod annotation) {
        if (!RESULTS.contains(annotation.returns())) {
            throw new IllegalArgumentException(
                    method + " returns \"" + annotation.returns() + "\" (expected: one of " + RESULTS + ")");
        }
        if (method.getReturnType() == void.class) {
            throw new IllegalArgumentException(method + " returns nothing (expected: a result)");
        }
        List<Operation.Parameter> parameters = new ArrayList<>();
        OptionalInt access = OptionalInt.empty();
        Optional<Requirement> subject = Optional.empty();
        for (java.lang.reflect.Parameter declared : method.getParameters()) {
            if (declared.getType() == Access.class) {
                if (access.isPresent()) {
                    throw new IllegalArgumentException(method + " takes what its caller may do twice (expected: once)");
                }
                access = OptionalInt.of(parameters.size());
                continue;
            }
            Optional<Requirement> onGroup = onGroup(method, annotation.right(), declared, parameters.size());
            if (onGroup.isPresent() && subject.isPresent()) {
                throw new IllegalArgumentException(method + " has two subjects (expected: one)");
            }
            subject = subject.or(() -> onGroup);
            Operation.Parameter parameter = parameter(method, declared);
            if (parameter.defaultValue().isEmpty()
                    && !parameters.isEmpty()
                    && parameters.getLast().defaultValue().isPresent()) {
                throw new IllegalArgumentException(
                        method + ": " + parameter.name() + " has no default, but the parameter before it has");
            }
            parameters.add(parameter);
        }
        boolean takesAccess = access.isPresent();
        Requirement requirement =
                subject.orElseGet(() -> withoutSubject(method, annotation.right(), takesAccess));
        return new Operation(
                handle(namespace, method), plugin(namespace), annotation.help(), annotation.returns(),
                annotation.returnsHelp(), parameters, access, requirement, Optional.empty());
    }

    private static Optional<Requirement> onGroup(
            Method method, Right right, java.lang.reflect.Parameter declared, int place) {
        RpcParameter annotation = declared.getAnnotation(RpcParameter.class);
        if (annotation == null || annotation.subject() == Subject.NONE) {
            return Optional.empty();
        }
        if (declared.getType() != String.class) {
            throw new IllegalArgumentException(
                    method + ": the subject is of " + declared.getType() + " (expected: String)");
        }
        return Optional.of(new Requirement.OnGroup(right, place, annotation.subject()));
    }

    private static Requirement withoutSubject(Method method, Right right, boolean takesAccess) {
        if (right == Right.OPERATE && !takesAccess) {
            throw new IllegalArgumentException(
                    method + " is for operators, but of what? (expected: a parameter with a subject, or one of type Access)");
        }
        return right == Right.ADMINISTER ? new Requirement.Daemon() : new Requirement.None();
    }

    /** What people know a namespace by: its jar, or its class if it comes from none. */
    static String origin(RpcNamespace namespace) {
        return plugin(namespace).orElseGet(() -> namespace.getClass().getName());
    }

    /** The name of the jar. */
    private static Optional<String> plugin(RpcNamespace namespace) {
        return Optional.ofNullable(FrameworkUtil.getBundle(namespace.getClass()))
                .map(bundle -> PluginInfo.fileNameOf(bundle.getLocation()));
    }

    private static Operation.Parameter parameter(Method method, java.lang.reflect.Parameter declared) {
        ParameterType type = ParameterType.of(declared.getType())
                .orElseThrow(() -> new IllegalArgumentException(method + ": a parameter of " + declared.getType()
                        + " (expected: String, int, boolean, double, byte[], List, Map or Object)"));
        RpcParameter annotation = declared.getAnnotation(RpcParameter.class);
        if (annotation == null) {
            return new Operation.Parameter(declared.getName(), "", type, Optional.empty());
        }
        Optional<Object> defaultValue =
                Arrays.stream(annotation.defaultValue()).findFirst().map(text -> parse(method, type, text));
        return new Operation.Parameter(annotation.name(), annotation.help(), type, defaultValue);
    }

    private static Object parse(Method method, ParameterType type, String text) {
        if (type == ParameterType.BOOLEAN) {
            return Boolean.parseBoolean(text);
        }
        try {
            return type.convert(text);
        } catch (RpcFault e) {
            throw new IllegalArgumentException(
                    method + ": the default \"" + text + "\" (expected: a value of type " + type.xmlName() + ")", e);
        }
    }

    private static MethodHandle handle(RpcNamespace namespace, Method method) {
        try {
            method.setAccessible(true); // a component class need not be public
            return MethodHandles.lookup()
                    .unreflect(method)
                    .asFixedArity()
                    .bindTo(namespace)
                    .asType(MethodType.genericMethodType(method.getParameterCount()))
                    .asSpreader(Object[].class, method.getParameterCount());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(method + " cannot be called: " + e.getMessage(), e);
        }
    }
}
