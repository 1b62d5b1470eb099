package org.supervisor4j.cli.plugin;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.api.ctl.CtlContext;

/** Actions that behave in some way or other. */
public final class SampleCommands {

    private SampleCommands() {
    }

    private abstract static class Sample implements CtlCommand {

        private final String name;
        private final String help;

        Sample(String name, String help) {
            this.name = name;
            this.help = help;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String help() {
            return help;
        }

        @Override
        public String plugin() {
            return "sample";
        }

        @Override
        public void configure(Map<String, String> options) {
            // not all of a plugin's actions are interested
        }

        @Override
        public void run(CtlContext context, List<String> arguments) throws IOException {
            context.print("ran " + name);
        }
    }

    /** Says hello, or fails in a way that its argument names. */
    public static final class Greet extends Sample {

        private String greeting = "Hello";

        /** What {@code ServiceLoader} calls. */
        public Greet() {
            super("greet", "greet <name>\tGreets.");
        }

        @Override
        public void configure(Map<String, String> options) {
            if (!List.of("greeting").containsAll(options.keySet())) {
                throw new IllegalArgumentException("unexpected options " + options.keySet() + " (expected: greeting)");
            }
            greeting = options.getOrDefault("greeting", greeting);
        }

        @Override
        public List<String> candidates(CtlContext context, String word) {
            if (word.equals("boom")) {
                throw new IllegalStateException("boom");
            }
            if (word.equals("endless")) {
                throw new StackOverflowError();
            }
            return List.of("moon", "world");
        }

        @Override
        public void run(CtlContext context, List<String> arguments) throws IOException {
            switch (arguments.getFirst()) {
                case "nobody" -> throw new IllegalStateException("nobody is here");
                case "linkage" -> throw new NoClassDefFoundError("org/example/Missing");
                case "endless" -> throw new StackOverflowError();
                case "wrong" -> throw new AssertionError("cannot be");
                case "memory" -> throw new OutOfMemoryError("Java heap space");
                case "daemon" -> context.print((String) context.call("hello.greet", "x"));
                case "bye" -> context.leaveShell();
                case "5" -> context.fail(5);
                default -> context.print(greeting + " " + arguments);
            }
        }
    }

    /** Takes the name of a built-in action. */
    public static final class Status extends Sample {

        /** What {@code ServiceLoader} calls. */
        public Status() {
            super("status", "status\tNever called.");
        }
    }

    /** Has no help. */
    public static final class Secret extends Sample {

        /** What {@code ServiceLoader} calls. */
        public Secret() {
            super("secret", "");
        }
    }

    /** Has a name that nobody can type. */
    public static final class BadName extends Sample {

        /** What {@code ServiceLoader} calls. */
        public BadName() {
            super("a b", "");
        }
    }

    /** Cannot be made. */
    public static final class Unmakeable extends Sample {

        /** What {@code ServiceLoader} calls. */
        public Unmakeable() {
            super("unmakeable", "");
            throw new IllegalStateException("on purpose");
        }
    }
}
