package org.supervisor4j.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void membersAndItemsKeepTheirOrder() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("b", List.of(1, 2L, true));
        document.put("a", null);
        document.put("none", List.of(List.of(), Map.of()));
        assertThat(Json.of(document)).isEqualTo("{\"b\": [1, 2, true], \"a\": null, \"none\": [[], {}]}");
    }

    @Test
    void whateverStandsInATextTheResultIsAsciiOnOneLine() {
        assertThat(Json.of("a\"b\\c\n\r\t\0\u001b\u007fé\uD83D\uDE00"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0000\\u001b\\u007f\\u00e9\\ud83d\\ude00\"");
        assertThat(Json.of(Map.of("k\"\n", ""))).isEqualTo("{\"k\\\"\\n\": \"\"}");
    }

    @Test
    void whatJsonDoesNotKnowIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.of(Arrays.asList("x", 0.5)))
                .withMessageStartingWith("in JSON: 0.5");
    }
}
