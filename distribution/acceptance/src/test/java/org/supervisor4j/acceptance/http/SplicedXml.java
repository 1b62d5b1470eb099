package org.supervisor4j.acceptance.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Documents with some of their elements once more, in other places: still XML, but of a structure that nobody has thought of. */
final class SplicedXml {

    private static final Pattern TOKEN = Pattern.compile("<[^>]*>|[^<]+");

    private SplicedXml() {}

    static byte[] of(RandomGenerator random, byte[] document) {
        List<String> tokens = new ArrayList<>(TOKEN.matcher(new String(document, StandardCharsets.ISO_8859_1)).results()
                .map(MatchResult::group).filter(token -> !token.startsWith("<?")).toList());
        for (int times = random.nextInt(1, 4); times > 0; times--) {
            int start = random.nextInt(tokens.size());
            List<String> element = List.copyOf(tokens.subList(start, end(tokens, start)));
            tokens.addAll(random.nextInt(tokens.size() + 1), element);
        }
        return Bytes.of(String.join("", tokens));
    }

    /** Behind the element or the text that begins there; at once if one ends there. */
    private static int end(List<String> tokens, int start) {
        int depth = tokens.get(start).startsWith("</") ? -1 : 0;
        int end = start;
        while (depth >= 0) {
            String token = tokens.get(end++);
            depth += !token.startsWith("<") || token.endsWith("/>") ? 0 : token.startsWith("</") ? -1 : 1;
            if (depth == 0) {
                break;
            }
        }
        return end;
    }
}
