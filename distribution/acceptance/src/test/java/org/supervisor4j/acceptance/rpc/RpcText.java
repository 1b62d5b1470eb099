package org.supervisor4j.acceptance.rpc;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.supervisor4j.acceptance.support.Answer;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Answers of XML-RPC as texts that show type and order of everything: {@code {"pid": 1, "name": "cat"}}. */
final class RpcText {

    private RpcText() {
    }

    /** The value, {@code fault 10 BAD_NAME: x}, or {@code status 400}. */
    static String of(Answer answer) {
        if (answer.status() != 200) {
            return "status " + answer.status();
        }
        Element response = parse(answer.body());
        Element first = children(response).getFirst();
        if (first.getTagName().equals("fault")) {
            List<Element> members = children(children(children(first).getFirst()).getFirst());
            return "fault " + children(members.get(0)).get(1).getTextContent() + " "
                    + children(members.get(1)).get(1).getTextContent();
        }
        return value(children(children(first).getFirst()).getFirst());
    }

    /** The markup alone, that is every tag and line break, without what stands in scalars. */
    static String skeleton(Answer answer) {
        return answer.body().replaceAll("(?s)<(int|string|boolean)>[^<]*</", "<$1></");
    }

    private static String value(Element value) {
        Element typed = children(value).getFirst();
        return switch (typed.getTagName()) {
            case "string" -> '"' + typed.getTextContent().replace("\n", "\\n") + '"';
            case "int" -> typed.getTextContent();
            case "boolean" -> typed.getTextContent().equals("1") ? "true" : "false";
            case "array" -> children(children(typed).getFirst()).stream().map(RpcText::value)
                    .collect(Collectors.joining(", ", "[", "]"));
            case "struct" -> children(typed).stream().map(RpcText::member)
                    .collect(Collectors.joining(", ", "{", "}"));
            default -> throw new AssertionError("a value of type " + typed.getTagName());
        };
    }

    private static String member(Element member) {
        List<Element> parts = children(member);
        return '"' + parts.get(0).getTextContent() + "\": " + value(parts.get(1));
    }

    private static Element parse(String body) {
        try {
            return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader(body))).getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("no answer of XML-RPC:\n" + body, e);
        }
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
