package org.supervisor4j.config.expansion;

import java.util.Optional;

/**
 * Replaces {@code %(name)s} and its kind in the value of an option, once: what was put in is not looked at again. The
 * rules are those of printf with names, as supervisord has them; {@code %%} is a percent sign.
 */
public final class Expansion {

    private Expansion() {}

    /**
     * The expanded text.
     *
     * @param label what supervisord calls the option in a complaint: {@code program:x.command}
     */
    public static String expand(String text, Names names, String label) throws ExpansionException {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return new Pass(text, names).run();
        } catch (UnknownNameException unknown) {
            throw new ExpansionException("Format string %s for %s contains names (%s) which cannot be expanded. "
                            .formatted(PythonLiteral.of(text), PythonLiteral.of(label), unknown.getMessage())
                    + "Available names: " + names.sorted());
        } catch (MalformedException malformed) {
            throw new ExpansionException("Format string %s for %s is badly formatted: %s"
                    .formatted(PythonLiteral.of(text), PythonLiteral.of(label), malformed.getMessage()));
        }
    }

    /** One pass over one text. */
    private static final class Pass {
        private final FormatText text;
        private final Names names;
        private final StringBuilder expanded = new StringBuilder();
        // A conversion without a name takes the whole table, if none has taken anything before.
        private Optional<Object> pending;

        Pass(String text, Names names) {
            this.text = new FormatText(text);
            this.names = names;
            this.pending = Optional.of(names);
        }

        String run() throws UnknownNameException, MalformedException {
            while (!text.isAtEnd()) {
                int c = text.next();
                if (c != '%') {
                    expanded.appendCodePoint(c);
                } else if (!text.isAtEnd() && text.peek() == '%') {
                    expanded.append((char) text.next());
                } else {
                    conversion();
                }
            }
            return expanded.toString();
        }

        private void conversion() throws UnknownNameException, MalformedException {
            if (!text.isAtEnd() && text.peek() == '(') {
                text.next();
                String name = text.name();
                pending = Optional.of(names.value(name)
                        .orElseThrow(() -> new UnknownNameException(PythonLiteral.of(name))));
            }
            FormatSpecification specification = FormatSpecification.read(text, this::takeWidth);
            if (specification.conversion() == '%') {
                expanded.append('%');
            } else {
                expanded.append(specification.format(take(), text.lastIndex()));
            }
        }

        private int takeWidth() throws MalformedException {
            if (take() instanceof Integer width) {
                return width;
            }
            throw new MalformedException("* wants int");
        }

        private Object take() throws MalformedException {
            Object value = pending.orElseThrow(() -> new MalformedException("not enough arguments for format string"));
            pending = Optional.empty();
            return value;
        }
    }

    /** The message is the name as a literal. */
    private static final class UnknownNameException extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownNameException(String literal) {
            super(literal);
        }
    }
}
