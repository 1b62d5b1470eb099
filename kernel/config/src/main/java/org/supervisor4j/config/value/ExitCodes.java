package org.supervisor4j.config.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.supervisor4j.config.expansion.PythonLiteral;

/** The exit codes that a program may end with: a comma list, possibly empty, in the order of the file. */
public final class ExitCodes {

    /** Reads the list. */
    public static final ValueType<List<Integer>> TYPE =
            ValueType.of("numbers from 0 to 255, commas between them", ExitCodes::parse);

    private static final BigInteger MAX = BigInteger.valueOf(255);

    private ExitCodes() {}

    private static List<Integer> parse(String text) throws InvalidValueException {
        List<Integer> codes = new ArrayList<>();
        if (text.isEmpty()) {
            return codes;
        }
        try {
            for (String item : text.split(",", -1)) {
                BigInteger code = Numbers.decimal(item);
                if (code.signum() < 0 || code.compareTo(MAX) > 0) {
                    throw new InvalidValueException("exit code " + code);
                }
                codes.add(code.intValue());
            }
        } catch (InvalidValueException _) {
            // supervisord names the whole list and not the item
            throw new InvalidValueException("not a valid list of exit codes: " + PythonLiteral.of(text));
        }
        return codes;
    }
}
