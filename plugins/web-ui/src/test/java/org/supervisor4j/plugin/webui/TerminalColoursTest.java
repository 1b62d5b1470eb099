package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a program sets, its output can be read: contrasts as WCAG 2 has them. */
class TerminalColoursTest {

    private static final double ENOUGH = 4.5;

    private record Pair(String name, String light, String dark) {
        double luminance(String scheme) {
            int colour = Integer.parseInt(scheme.equals("light") ? light : dark, 16);
            return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
        }

        private static double linear(int part) {
            double value = (part & 0xff) / 255.0;
            return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }
    }

    private static List<Pair> all(String rule) throws IOException {
        String styles = Files.readString(Path.of("src/main/resources/web/stylesheets/supervisor.css"));
        Matcher found = Pattern.compile("(" + rule + ").*?light-dark\\(#(\\w{6}), #(\\w{6})\\)").matcher(styles);
        List<Pair> pairs = new ArrayList<>();
        while (found.find()) {
            pairs.add(new Pair(found.group(1), found.group(2), found.group(3)));
        }
        return pairs;
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void eachColourCanBeReadOnEachBackgroundAndOnAMatchOfTheSearch(String scheme) throws IOException {
        List<Pair> colours = all("\\.fg-\\d+|--text(?=:)");
        List<Pair> backgrounds = all("\\.bg-\\d+|--page(?=:)|--wait-surface(?=:)");
        assertThat(colours).hasSize(17);
        assertThat(backgrounds).hasSize(10);

        assertThat(colours).allSatisfy(colour -> assertThat(backgrounds).allSatisfy(background -> {
            double[] both = {colour.luminance(scheme), background.luminance(scheme)};
            double contrast = (Math.max(both[0], both[1]) + 0.05) / (Math.min(both[0], both[1]) + 0.05);
            assertThat(contrast).isGreaterThanOrEqualTo(ENOUGH);
        }));
    }
}
