package org.supervisor4j.plugin.xmlrpc;

import java.util.Arrays;
import java.util.Collections;
import org.apache.ws.commons.util.NamespaceContextImpl;
import org.apache.xmlrpc.common.TypeFactory;
import org.apache.xmlrpc.common.XmlRpcStreamConfig;
import org.apache.xmlrpc.parser.ObjectArrayParser;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** An XML-RPC array as a list, which is what namespaces take. */
final class ArrayParser extends ObjectArrayParser {

    private boolean hasData;

    ArrayParser(XmlRpcStreamConfig config, NamespaceContextImpl context, TypeFactory types) {
        super(config, context, types);
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) throws SAXException {
        hasData |= localName.equals("data"); // an inner array's comes after the outer's
        super.startElement(uri, localName, qName, attributes);
    }

    @Override
    public void endDocument() throws SAXException {
        if (!hasData) {
            throw new SAXParseException("an array without data", getDocumentLocator());
        }
        super.endDocument();
    }

    @Override
    public void setResult(Object result) {
        super.setResult(result instanceof Object[] values
                ? Collections.unmodifiableList(Arrays.asList(values))
                : result);
    }
}
