package org.supervisor4j.plugin.xmlrpc;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.apache.xmlrpc.common.TypeFactory;
import org.apache.xmlrpc.common.XmlRpcHttpRequestConfigImpl;
import org.apache.xmlrpc.parser.XmlRpcRequestParser;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * Reads the body of a request with the parsers of Apache XML-RPC.
 *
 * <p>The bytes are UTF-8, whatever an XML declaration says, as supervisord has it. Document types are forbidden, so
 * there are no entities to expand or to fetch; depth and names are bounded by {@link BoundedHandler}; the size of the
 * body is its reader's business.
 *
 * <p><b>Threading:</b> any.
 */
final class CallReader {

    /**
     * Limits of the JDK for entities that a document defines; none can here, but those that XML predefines are counted
     * too, and a text may well have a hundred thousand of them.
     */
    private static final List<String> COUNTS_PREDEFINED =
            List.of("jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final XmlRpcHttpRequestConfigImpl config = new XmlRpcHttpRequestConfigImpl(); // extensions are off in it
    private final TypeFactory types = new WireTypes();
    private final SAXParserFactory parsers = hardened();

    /** @throws MalformedRequestException if the bytes are not UTF-8, not XML or no call */
    Call read(byte[] body) throws MalformedRequestException {
        XmlRpcRequestParser request = new XmlRpcRequestParser(config, types);
        try {
            XMLReader reader = newReader();
            reader.setContentHandler(new BoundedHandler(request));
            reader.setErrorHandler(null);
            reader.parse(new InputSource(new StringReader(decode(body))));
        } catch (SAXException | IOException e) {
            throw new MalformedRequestException("unmarshallable", e);
        }
        if (request.getMethodName() == null || request.getMethodName().isEmpty()) {
            throw new MalformedRequestException("no method name");
        }
        List<?> arguments = request.getParams();
        return new Call(request.getMethodName(), arguments == null ? List.of() : arguments);
    }

    private static String decode(byte[] body) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private XMLReader newReader() throws SAXException {
        try {
            synchronized (parsers) { // a factory is not for several threads; a reader is, one after the other
                XMLReader reader = parsers.newSAXParser().getXMLReader();
                for (String limit : COUNTS_PREDEFINED) {
                    reader.setProperty(limit, Integer.toString(XmlRpcServlet.MAX_REQUEST));
                }
                return reader;
            }
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser refuses to be hardened", e);
        }
    }

    private static SAXParserFactory hardened() {
        // The JDK's own, whatever a bundle or the class path offers: its limits are known.
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setValidating(false);
        factory.setXIncludeAware(false);
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the JDK's XML parser refuses to be hardened", e);
        }
        return factory;
    }
}
