package org.supervisor4j.plugin.xmlrpc;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.apache.xmlrpc.parser.AtomicParser;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Scalars that supervisord reads otherwise than Apache XML-RPC does. */
final class ScalarParsers {

    private ScalarParsers() {}

    /** True for the text {@code 1}, false for every other: supervisord refuses none. */
    static final class OfBoolean extends AtomicParser {
        @Override
        protected void setResult(String text) {
            setResult((Object) text.equals("1"));
        }
    }

    /** Skips what is not in the alphabet; what remains, padding included, must be groups of four. */
    static final class OfBase64 extends AtomicParser {
        private static final int GROUP = 4;

        @Override
        protected void setResult(String text) throws SAXException {
            if (text.chars().filter(OfBase64::counts).count() % GROUP != 0) {
                throw new SAXParseException("base64 that ends too early", getDocumentLocator());
            }
            try {
                setResult((Object) Base64.getMimeDecoder().decode(text));
            } catch (IllegalArgumentException e) {
                throw new SAXParseException("not base64", getDocumentLocator(), e);
            }
        }

        private static boolean counts(int c) {
            return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
                    || c == '=';
        }
    }

    /** {@code YYYYMMDDTHH:MM:SS} and nothing else; no namespace takes dates, so the checked text is the value. */
    static final class OfDate extends AtomicParser {
        private static final DateTimeFormatter SHAPE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HH:mm:ss");

        @Override
        protected void setResult(String text) throws SAXException {
            try {
                SHAPE.parse(text);
            } catch (DateTimeException e) {
                throw new SAXParseException("not a date and time", getDocumentLocator(), e);
            }
            setResult((Object) text);
        }
    }
}
