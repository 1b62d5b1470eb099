package org.supervisor4j.acceptance.differential;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.supervisor4j.acceptance.support.Answer;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** An answer of XML-RPC as plain Java values: maps, lists, texts, numbers, booleans, or a {@link Fault}. */
final class RpcValue {

    /** The method refused. */
    record Fault(int code, String text) {
    }

    private RpcValue() {
    }

    /**
     * Reads the body of an answer.
     *
     * @throws AssertionError if the answer is no method response
     */
    static Object of(Answer answer) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Element response = factory.newDocumentBuilder().parse(new InputSource(new StringReader(answer.body())))
                    .getDocumentElement();
            Element content = children(response).getFirst();
            if (content.getTagName().equals("fault") && value(children(content).getFirst()) instanceof Map<?, ?> f) {
                return new Fault((Integer) f.get("faultCode"), (String) f.get("faultString"));
            }
            return value(children(children(content).getFirst()).getFirst());
        } catch (Exception e) {
            throw new AssertionError("no method response: " + answer, e);
        }
    }

    private static Object value(Element value) {
        List<Element> typed = children(value);
        if (typed.isEmpty()) {
            return value.getTextContent();
        }
        Element content = typed.getFirst();
        String text = content.getTextContent();
        return switch (content.getTagName()) {
            case "int", "i4" -> Integer.valueOf(text.strip());
            case "boolean" -> text.strip().equals("1");
            case "string" -> text;
            case "array" -> children(children(content).getFirst()).stream().map(RpcValue::value).toList();
            case "struct" -> struct(content);
            default -> throw new AssertionError("unknown type " + content.getTagName());
        };
    }

    /** Members in the order of their names: that of the answer means nothing. */
    private static Map<String, Object> struct(Element content) {
        Map<String, Object> members = new TreeMap<>();
        for (Element member : children(content)) {
            List<Element> parts = children(member);
            members.put(parts.getFirst().getTextContent(), value(parts.get(1)));
        }
        return members;
    }

    private static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }
}
