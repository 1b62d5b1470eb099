package org.supervisor4j.config.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value of an {@code environment} option: {@code KEY=value,KEY2="another value"}. */
public final class EnvironmentText {

    /** Reads the variables; of a name given twice the last counts. */
    public static final ValueType<Map<String, String>> TYPE =
            ValueType.of("NAME=\"value\" pairs, commas between them", EnvironmentText::parse);

    private static final String PUNCTUATION_OF_WORDS = "_/.+-():";

    private EnvironmentText() {}

    private static Map<String, String> parse(String text) throws InvalidValueException {
        List<String> tokens = new ShellLexer(text, EnvironmentText::isWordCharacter, true).tokens();
        Map<String, String> variables = new LinkedHashMap<>();
        // supervisord does not look at the token between two pairs: any one separates them.
        for (int i = 0; i < tokens.size(); i += 4) {
            if (i + 2 >= tokens.size() || !tokens.get(i + 1).equals("=")) {
                throw new InvalidValueException("Unexpected end of key/value pairs in value '" + text + "'");
            }
            variables.put(tokens.get(i), tokens.get(i + 2));
        }
        return variables;
    }

    private static boolean isWordCharacter(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || PUNCTUATION_OF_WORDS.indexOf(c) >= 0
                || c >= 0xc0 && c <= 0xff && c != 0xd7 && c != 0xf7; // the letters of Latin-1
    }
}
