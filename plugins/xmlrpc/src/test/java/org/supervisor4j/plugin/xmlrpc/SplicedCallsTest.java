package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls into which parts of themselves are put: still XML, but a structure that nobody has thought of. */
@Timeout(60)
class SplicedCallsTest {

    private static final long SEED = 20_261_123;
    private static final int REPEATEDLY = 5_000;

    /** Every structure and several types, one tag or text each. */
    private static final List<String> CALL = Stream.of("""
            <methodCall> <methodName> a.b </methodName> <params> <param> <value> <struct> <member> <name> n </name>
            <value> <array> <data> <value> <int> 1 </int> </value> <value> text </value> </data> </array> </value>
            </member> </struct> </value> </param> <param> <value> <base64> AA== </base64> </value> </param>
            <param> <value> <nil> </nil> </value> </param> <param> <value> <double> 1.5 </double> </value> </param>
            </params> </methodCall>
            """.split("\\s+")).toList();

    private final CallReader reader = new CallReader();

    @Test
    void isACallOrNone() throws Exception {
        assertThat(isCall(CALL)).isTrue();
        int calls = 0;
        for (List<String> part : parts(CALL)) {
            for (int at = 0; at <= CALL.size(); at++) {
                calls += isCall(withPart(CALL, part, at)) ? 1 : 0;
            }
        }
        assertThat(calls).as("such as one more param").isPositive();
    }

    @Test
    void isACallOrNoneIfItIsDoneRepeatedlyAndPartsAreMissing() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < REPEATEDLY; i++) {
            List<String> call = CALL;
            for (int changes = random.nextInt(2, 5); changes > 0; changes--) {
                call = changed(call, random);
            }
            isCall(call);
        }
    }

    /** Anything but these two would be a failure of ours: status 500, and a stack trace in the activity log. */
    private boolean isCall(List<String> call) {
        String text = String.join("", call);
        try {
            reader.read(text.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (MalformedRequestException _) {
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(text, e);
        }
    }

    private static List<String> changed(List<String> call, SplittableRandom random) {
        List<List<String>> parts = parts(call);
        int chosen = random.nextInt(parts.size());
        if (chosen == 0 || random.nextInt(3) > 0) { // without the first, nothing might be left
            return withPart(call, parts.get(chosen), random.nextInt(call.size() + 1));
        }
        List<String> less = new ArrayList<>(call);
        parts(less).get(chosen).clear();
        return less;
    }

    private static List<String> withPart(List<String> call, List<String> part, int at) {
        return Stream.of(call.subList(0, at), part, call.subList(at, call.size()))
                .flatMap(List::stream)
                .collect(Collectors.toList());
    }

    /** Every element with what is in it, and every text. */
    private static List<List<String>> parts(List<String> call) {
        List<List<String>> parts = new ArrayList<>();
        for (int start = 0; start < call.size(); start++) {
            if (!call.get(start).startsWith("</")) {
                parts.add(call.subList(start, end(call, start)));
            }
        }
        return parts;
    }

    private static int end(List<String> call, int start) {
        int depth = 0;
        int end = start;
        do {
            String token = call.get(end++);
            depth += !token.startsWith("<") ? 0 : token.startsWith("</") ? -1 : 1;
        } while (depth > 0);
        return end;
    }
}
