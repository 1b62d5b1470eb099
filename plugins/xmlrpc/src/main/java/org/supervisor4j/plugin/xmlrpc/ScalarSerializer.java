package org.supervisor4j.plugin.xmlrpc;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import org.apache.xmlrpc.serializer.TypeSerializerImpl;
import org.xml.sax.ContentHandler;

/** Writes a scalar in the form in which supervisord writes it, into an {@link AnswerHandler}. */
final class ScalarSerializer extends TypeSerializerImpl {

    static final ScalarSerializer STRING = new ScalarSerializer("string", Object::toString);
    static final ScalarSerializer BOOLEAN = new ScalarSerializer("boolean", value -> (Boolean) value ? "1" : "0");
    static final ScalarSerializer INT = new ScalarSerializer("int", Object::toString);
    static final ScalarSerializer DOUBLE = new ScalarSerializer("double", ScalarSerializer::withoutExponent);
    static final ScalarSerializer BASE64 = new ScalarSerializer("base64", ScalarSerializer::inLines);

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\n'});

    private final byte[] start;
    private final byte[] end;
    private final Function<Object, String> text;

    private ScalarSerializer(String tag, Function<Object, String> text) {
        this.start = AnswerHandler.ascii("<value><" + tag + ">");
        this.end = AnswerHandler.ascii("</" + tag + "></value>\n");
        this.text = text;
    }

    @Override
    public void write(ContentHandler handler, Object value) {
        AnswerHandler answer = (AnswerHandler) handler;
        answer.markup(start);
        answer.text(text.apply(value));
        answer.markup(end);
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
