package org.supervisor4j.plugin.webui;

/** Text as it stands in HTML, also between double quotes, the only ones that our pages have; others stay, as supervisord has them. */
final class Html {

    private Html() {}

    static String escaped(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                default -> html.append(c);
            }
        }
        return html.toString();
    }
}
