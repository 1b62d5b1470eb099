package org.supervisor4j.plugin.xmlrpc;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import org.apache.xmlrpc.serializer.TypeSerializerImpl;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Writes a scalar in the form in which supervisord writes it. */
final class ScalarSerializer extends TypeSerializerImpl {

    static final ScalarSerializer STRING = new ScalarSerializer("string", Object::toString);
    static final ScalarSerializer INT = new ScalarSerializer("int", Object::toString);
    static final ScalarSerializer DOUBLE = new ScalarSerializer("double", ScalarSerializer::withoutExponent);
    static final ScalarSerializer BASE64 = new ScalarSerializer("base64", ScalarSerializer::inLines);

    private static final int CHUNK = 8_192; // characters: a log of many megabytes is not copied as a whole once more
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\n'});

    private final String tag;
    private final Function<Object, String> text;

    private ScalarSerializer(String tag, Function<Object, String> text) {
        this.tag = tag;
        this.text = text;
    }

    @Override
    public void write(ContentHandler handler, Object value) throws SAXException {
        handler.startElement("", VALUE_TAG, VALUE_TAG, ZERO_ATTRIBUTES);
        handler.startElement("", tag, tag, ZERO_ATTRIBUTES);
        characters(handler, text.apply(value));
        handler.endElement("", tag, tag);
        handler.endElement("", VALUE_TAG, VALUE_TAG);
    }

    private static void characters(ContentHandler handler, String text) throws SAXException {
        char[] chunk = new char[Math.min(CHUNK, text.length())];
        int end;
        for (int start = 0; start < text.length(); start = end) {
            end = Math.min(start + CHUNK, text.length());
            if (end < text.length() && end - start > 1 && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--; // both halves of a character go together
            }
            text.getChars(start, end, chunk, 0);
            handler.characters(chunk, 0, end - start);
        }
    }

    // XML-RPC knows digits and a point only.
    private static String withoutExponent(Object value) {
        String decimal = value.toString();
        return decimal.indexOf('E') < 0 ? decimal : new BigDecimal(decimal).toPlainString();
    }

    private static String inLines(Object value) {
        String encoded = new String(LINES.encode((byte[]) value), StandardCharsets.ISO_8859_1);
        return encoded.isEmpty() ? "\n" : "\n" + encoded + "\n";
    }
}
