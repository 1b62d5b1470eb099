package org.supervisor4j.api.plugin;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Where a call hangs, as the activity log says it: for plugins, too, that call what others bring. For any thread. */
public final class HangingPlace {

    private static final int FRAMES_SHOWN = 4;

    private HangingPlace() {}

    /** @param stack of the thread, innermost call first; empty if there is none */
    public static String of(StackTraceElement[] stack) {
        return stack.length == 0 ? "no thread" : Arrays.stream(stack)
                .dropWhile(frame -> "java.base".equals(frame.getModuleName())) // waiting looks the same everywhere
                .limit(FRAMES_SHOWN)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(", "));
    }
}
