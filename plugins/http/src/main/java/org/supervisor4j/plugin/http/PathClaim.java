package org.supervisor4j.plugin.http;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;
import org.supervisor4j.api.access.Access;

/**
 * Paths that belong to a service of OSGi's HTTP Whiteboard.
 *
 * @param patterns those of a servlet: {@code /exact}, {@code /below/*}, {@code *.extension}, {@code /} for all others
 * @param obeys whether it looks at what a request may do
 */
record PathClaim(List<String> patterns, boolean obeys) {

    static final String SERVLET = "osgi.http.whiteboard.servlet.pattern";
    static final String RESOURCE = "osgi.http.whiteboard.resource.pattern";
    static final String CONTEXT = "osgi.http.whiteboard.context.path";

    PathClaim {
        patterns = List.copyOf(patterns);
    }

    /** What the properties of a service say; a context claims everything below its path. */
    static PathClaim of(ServiceReference<?> service) {
        List<String> contexts = texts(service.getProperty(CONTEXT)).filter(path -> !path.equals("/")).toList();
        return new PathClaim(
                Stream.of(
                        texts(service.getProperty(SERVLET)),
                        texts(service.getProperty(RESOURCE)),
                        contexts.stream().map(path -> path + "/*"))
                        .flatMap(one -> one)
                        .toList(),
                contexts.isEmpty() && Boolean.parseBoolean(String.valueOf(service.getProperty(Access.OBEYED))));
    }

    private static Stream<String> texts(Object property) {
        return switch (property) {
            case String text -> Stream.of(text);
            case String[] several -> Stream.of(several);
            case Collection<?> several -> several.stream().map(String::valueOf);
            case null, default -> Stream.empty();
        };
    }

    /** How well it fits: the better one serves the path; 0 if none does. */
    int fit(String path) {
        return patterns.stream().mapToInt(pattern -> fit(pattern, path)).max().orElse(0);
    }

    private static int fit(String pattern, String path) {
        if (pattern.equals(path) || pattern.isEmpty() && path.equals("/")) {
            return Integer.MAX_VALUE;
        }
        if (pattern.endsWith("/*")) {
            String folder = pattern.substring(0, pattern.length() - 2);
            return path.equals(folder) || path.startsWith(folder + "/") ? 3 + folder.length() : 0;
        }
        if (pattern.startsWith("*.")) {
            return path.endsWith(pattern.substring(1)) ? 2 : 0;
        }
        return pattern.equals("/") ? 1 : 0;
    }
}
