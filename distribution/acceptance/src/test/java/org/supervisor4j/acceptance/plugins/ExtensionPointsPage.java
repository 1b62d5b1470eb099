package org.supervisor4j.acceptance.plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page with all extension points, as its tables say it. */
record ExtensionPointsPage(Path file, List<String> index, Map<String, Map<String, String>> sections) {

    private static final Pattern SECTION = Pattern.compile("(?ms)^## ([^\\n]+)\\n(.*?)(?=^## |\\z)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]\\w+) \\| (.+) \\|$");
    private static final Pattern ENTRY = Pattern.compile("(?m)^\\| \\[([^\\]]+)\\]\\(#([\\w-]+)\\) \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

    static ExtensionPointsPage read(Path file) {
        String text = ApiType.text(file);
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        for (Matcher section = SECTION.matcher(text); section.find();) {
            Map<String, String> rows = new LinkedHashMap<>();
            ROW.matcher(section.group(2)).results().forEach(row -> rows.put(row.group(1), row.group(2)));
            if (!rows.isEmpty()) {
                sections.put(section.group(1), rows);
            }
        }
        List<String> index = new ArrayList<>();
        ENTRY.matcher(text).results().forEach(entry -> index.add(entry.group(1)));
        return new ExtensionPointsPage(file, index, sections);
    }

    /** What stands as code in a row of one section. */
    Set<String> code(String section, String row) {
        Set<String> found = new TreeSet<>();
        CODE.matcher(sections.get(section).getOrDefault(row, "")).results().forEach(code -> found.add(code.group(1)));
        return found;
    }

    /** Where the links of one row lead. */
    List<Path> links(String section, String row) {
        return LINK.matcher(sections.get(section).getOrDefault(row, "")).results()
                .map(link -> file.resolveSibling(link.group(1)).normalize())
                .toList();
    }
}
