package org.supervisor4j.plugin.xmlrpc;

import java.util.List;
import java.util.Map;
import org.apache.ws.commons.util.NamespaceContextImpl;
import org.apache.xmlrpc.common.TypeFactory;
import org.apache.xmlrpc.common.XmlRpcStreamConfig;
import org.apache.xmlrpc.parser.DoubleParser;
import org.apache.xmlrpc.parser.I4Parser;
import org.apache.xmlrpc.parser.MapParser;
import org.apache.xmlrpc.parser.NullParser;
import org.apache.xmlrpc.parser.StringParser;
import org.apache.xmlrpc.parser.TypeParser;
import org.apache.xmlrpc.serializer.TypeSerializer;
import org.xml.sax.SAXException;

/**
 * Which XML-RPC type is which Java type, in both directions: only those that supervisord knows.
 *
 * <p>Apache's own factory is not the base of this one: with it, an {@code i4} would be answered where supervisord's
 * clients see {@code int}, and its parsers of extensions would be one configuration flag away.
 */
final class WireTypes implements TypeFactory {

    @Override
    public TypeSerializer getSerializer(XmlRpcStreamConfig config, Object value) throws SAXException {
        return switch (value) {
            case String _ -> ScalarSerializer.STRING;
            case Integer _, Long _, Short _, Byte _ -> ScalarSerializer.INT;
            case Boolean _ -> ScalarSerializer.BOOLEAN;
            case Double _, Float _ -> ScalarSerializer.DOUBLE;
            case byte[] _ -> ScalarSerializer.BASE64;
            case List<?> _, Map<?, ?> _ -> new NestedSerializer(this, config);
            case null, default -> throw new SAXException("no XML-RPC type for " + value);
        };
    }

    @Override
    public TypeParser getParser(
            XmlRpcStreamConfig config, NamespaceContextImpl context, String uri, String localName) {
        if (!uri.isEmpty()) {
            return null; // an unknown type for the caller
        }
        return switch (localName) {
            case "int", "i4" -> new I4Parser();
            case "double" -> new DoubleParser();
            case "boolean" -> new ScalarParsers.OfBoolean();
            case "base64" -> new ScalarParsers.OfBase64();
            case "dateTime.iso8601" -> new ScalarParsers.OfDate();
            case "array" -> new ArrayParser(config, context, this);
            case "struct" -> new MapParser(config, context, this);
            case "nil" -> new NullParser();
            case "value", "data", "member", "name", "param", "params" -> null; // a structure in the wrong place
            // As in supervisord, a type that nobody knows (i8, say) is its text.
            default -> new StringParser();
        };
    }
}
