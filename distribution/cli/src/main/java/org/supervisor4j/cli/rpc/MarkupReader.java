package org.supervisor4j.cli.rpc;

/**
 * Takes an XML document apart into tags and texts; the caller says which of the two comes next. Attributes, comments
 * and processing instructions are skipped, {@code <x/>} reads as {@code <x></x>}, and a document type is an error.
 */
final class MarkupReader {

    private static final int LONGEST_REFERENCE = 12; // characters between & and ;

    private final String document;
    private int position;
    private String pendingEnd; // the second half of <x/>

    MarkupReader(String document) {
        this.document = document;
        if (document.startsWith("\uFEFF")) {
            position = 1;
        }
    }

    /** Skips text and returns the next tag: {@code name}, or {@code /name} for an end tag. */
    String tag() throws MalformedReplyException {
        if (pendingEnd != null) {
            String end = pendingEnd;
            pendingEnd = null;
            return end;
        }
        while (true) {
            int start = document.indexOf('<', position);
            if (start < 0) {
                throw malformed("the answer ends too early");
            }
            position = start + 1;
            if (document.startsWith("?", position)) {
                skipPast("?>");
            } else if (document.startsWith("!--", position)) {
                skipPast("-->");
            } else if (document.startsWith("!", position)) {
                throw malformed("a document type or a stray CDATA section");
            } else {
                return name();
            }
        }
    }

    /** Most of a short run is this, before anything is compiled: so it leaves the looking to few calls of the library. */
    private String name() throws MalformedReplyException {
        int start = position;
        skipPast(">");
        int end = position - 1;
        if (end > start && document.charAt(end - 1) == '/' && document.charAt(start) != '/') {
            String name = withoutAttributes(document.substring(start, end - 1));
            pendingEnd = "/" + name;
            return name;
        }
        return withoutAttributes(document.substring(start, end));
    }

    private static String withoutAttributes(String tag) {
        if (tag.indexOf(' ') < 0 && tag.indexOf('\n') < 0 && tag.indexOf('\t') < 0 && tag.indexOf('\r') < 0) {
            return tag; // nearly always
        }
        int end = 0;
        while (end < tag.length() && tag.charAt(end) > ' ') {
            end++;
        }
        return tag.substring(0, end);
    }

    /** Reads the text up to the next tag, with its references resolved. Empty if a tag comes at once. */
    String text() throws MalformedReplyException {
        if (pendingEnd != null) {
            return "";
        }
        int end = document.indexOf('<', position);
        if (end < 0) {
            throw malformed("the answer ends too early");
        }
        String first = resolved(position, end);
        position = end;
        if (!document.startsWith("<!", end)) {
            return first; // nearly always
        }
        StringBuilder text = new StringBuilder(first);
        while (document.startsWith("<!", position)) {
            if (document.startsWith("<![CDATA[", position)) {
                int content = position + "<![CDATA[".length();
                skipPast("]]>");
                text.append(document, content, position - "]]>".length());
            } else if (document.startsWith("<!--", position)) {
                skipPast("-->");
            } else {
                throw malformed("a document type");
            }
            text.append(text());
        }
        return text.toString();
    }

    private String resolved(int start, int end) throws MalformedReplyException {
        int ampersand = document.indexOf('&', start, end);
        if (ampersand < 0) {
            return document.substring(start, end);
        }
        StringBuilder text = new StringBuilder(end - start);
        int from = start;
        while (ampersand >= 0) {
            int semicolon = document.indexOf(';', ampersand, end);
            if (semicolon < 0 || semicolon - ampersand > LONGEST_REFERENCE) {
                throw malformed("an ampersand that begins no reference");
            }
            text.append(document, from, ampersand);
            text.appendCodePoint(character(document.substring(ampersand + 1, semicolon)));
            from = semicolon + 1;
            ampersand = document.indexOf('&', from, end);
        }
        return text.append(document, from, end).toString();
    }

    private int character(String reference) throws MalformedReplyException {
        return switch (reference) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> numeric(reference);
        };
    }

    private int numeric(String reference) throws MalformedReplyException {
        try {
            int codePoint = reference.startsWith("#x") ? Integer.parseInt(reference.substring(2), 16)
                    : reference.startsWith("#") ? Integer.parseInt(reference.substring(1)) : -1;
            if (Character.isValidCodePoint(codePoint)) {
                return codePoint;
            }
        } catch (NumberFormatException e) {
            throw malformed("the reference &" + reference + ";");
        }
        throw malformed("the reference &" + reference + ";");
    }

    private void skipPast(String end) throws MalformedReplyException {
        int at = document.indexOf(end, position);
        if (at < 0) {
            throw malformed("the answer ends too early");
        }
        position = at + end.length();
    }

    /** Reads a tag that has to be the given one. */
    void expect(String name) throws MalformedReplyException {
        int end = position + 1 + name.length();
        if (pendingEnd == null && end < document.length() && document.charAt(position) == '<'
                && document.charAt(end) == '>' && document.startsWith(name, position + 1)) {
            position = end + 1; // nearly always, and no text has to be made of it
            return;
        }
        check(tag(), name);
    }

    void check(String actual, String expected) throws MalformedReplyException {
        if (!actual.equals(expected)) {
            throw malformed("<" + actual + "> (expected: <" + expected + ">)");
        }
    }

    MalformedReplyException malformed(String what) {
        return new MalformedReplyException("cannot read the answer, at character " + position + ": " + what);
    }
}
