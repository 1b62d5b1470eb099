package org.supervisor4j.plugin.xmlrpc;

import org.apache.xmlrpc.parser.XmlRpcRequestParser;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Stands before Apache's request parser and refuses what would cost it more than it is worth.
 *
 * <p>That parser nests one object per level and hands every event down through all of them, and it joins the pieces of
 * a method name by copying: unbounded, a small request could keep a processor busy for hours. It also takes parameters
 * inside of the name, for which it has no place.
 */
final class BoundedHandler extends DefaultHandler {

    /** Elements inside each other; a value takes two of them, one inside an array or a struct three. */
    static final int MAX_DEPTH = 64;

    /** Characters of a method name. */
    static final int MAX_NAME = 1_000;

    private static final int NAME_DEPTH = 2; // methodCall / methodName

    private final XmlRpcRequestParser next;
    private int depth;
    private boolean inName;
    private int nameLength;
    private Locator locator;

    BoundedHandler(XmlRpcRequestParser next) {
        this.next = next;
    }

    @Override
    public void setDocumentLocator(Locator documentLocator) {
        locator = documentLocator;
        next.setDocumentLocator(documentLocator);
    }

    @Override
    public void startDocument() throws SAXException {
        next.startDocument();
    }

    @Override
    public void endDocument() throws SAXException {
        next.endDocument();
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) throws SAXException {
        if (++depth > MAX_DEPTH) {
            throw new SAXParseException("more than " + MAX_DEPTH + " elements inside each other", locator);
        }
        if (inName) {
            throw new SAXParseException("an element in a method name", locator);
        }
        inName = depth == NAME_DEPTH && localName.equals("methodName");
        next.startElement(uri, localName, qName, attributes);
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws SAXException {
        depth--;
        inName = false;
        next.endElement(uri, localName, qName);
    }

    @Override
    public void characters(char[] text, int start, int length) throws SAXException {
        if (inName) {
            nameLength += length;
            if (nameLength > MAX_NAME) {
                throw new SAXParseException("a method name of more than " + MAX_NAME + " characters", locator);
            }
        }
        next.characters(text, start, length);
    }

    @Override
    public void skippedEntity(String name) throws SAXException {
        next.skippedEntity(name);
    }
}
