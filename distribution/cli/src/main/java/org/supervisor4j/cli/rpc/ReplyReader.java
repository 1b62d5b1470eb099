package org.supervisor4j.cli.rpc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an XML-RPC answer. Values become {@link String}, {@link Integer}, {@link Long}, {@link Boolean},
 * {@link Double}, {@code byte[]}, {@link List}, {@link Map} (in the order of the answer) or null.
 *
 * <p>More lenient than an XML parser where daemons are sloppy: control characters are passed on, bytes that are not
 * UTF-8 become U+FFFD, line ends stay as they are. Stricter where it is safer: document types are refused.
 */
final class ReplyReader {

    private static final int DEEPEST = 64; // nested values; a bound for hostile answers

    private final MarkupReader markup;
    private int depth;

    private ReplyReader(String text) {
        markup = new MarkupReader(text);
    }

    /**
     * Reads a whole answer.
     *
     * @throws FaultException if the answer is a fault
     * @throws MalformedReplyException if it is not XML-RPC
     */
    static Object read(byte[] body) throws FaultException, MalformedReplyException {
        return new ReplyReader(new String(body, StandardCharsets.UTF_8)).response();
    }

    private Object response() throws FaultException, MalformedReplyException {
        markup.expect("methodResponse");
        String kind = markup.tag();
        if (kind.equals("fault")) {
            markup.expect("value");
            throw fault(value());
        }
        if (!kind.equals("params")) {
            throw markup.malformed("<" + kind + "> in a methodResponse");
        }
        markup.expect("param");
        markup.expect("value");
        Object result = value();
        markup.expect("/param");
        markup.expect("/params");
        markup.expect("/methodResponse");
        return result;
    }

    private FaultException fault(Object value) throws MalformedReplyException {
        if (value instanceof Map<?, ?> members && members.get("faultCode") instanceof Integer code
                && members.get("faultString") instanceof String text) {
            return new FaultException(code, text);
        }
        throw markup.malformed("a fault without faultCode and faultString");
    }

    /** Reads what follows {@code <value>}, up to and including {@code </value>}. */
    private Object value() throws MalformedReplyException {
        if (++depth > DEEPEST) {
            throw markup.malformed("values nested deeper than " + DEEPEST);
        }
        String text = markup.text();
        String tag = markup.tag();
        Object value;
        if (tag.equals("/value")) {
            value = text; // a value without a type is a string
        } else {
            value = typed(tag);
            markup.expect("/value");
        }
        depth--;
        return value;
    }

    private Object typed(String type) throws MalformedReplyException {
        return switch (type) {
            case "array" -> array();
            case "struct" -> struct();
            default -> scalar(type);
        };
    }

    private Object scalar(String type) throws MalformedReplyException {
        String text = markup.text();
        markup.expect("/" + type);
        try {
            return switch (type) {
                case "string", "dateTime.iso8601" -> text;
                case "int", "i4" -> Integer.valueOf(text.strip());
                case "i8" -> Long.valueOf(text.strip());
                case "boolean" -> text.strip().equals("1");
                case "double" -> Double.valueOf(text.strip());
                case "base64" -> Base64.getMimeDecoder().decode(text);
                case "nil", "ex:nil" -> null;
                default -> throw markup.malformed("a value of the unknown type " + type);
            };
        } catch (IllegalArgumentException e) { // a number, or Base64, that is none
            throw markup.malformed("not of the type " + type + ": " + text);
        }
    }

    private List<Object> array() throws MalformedReplyException {
        List<Object> items = new ArrayList<>();
        markup.expect("data");
        for (String tag = markup.tag(); !tag.equals("/data"); tag = markup.tag()) {
            markup.check(tag, "value");
            items.add(value());
        }
        markup.expect("/array");
        return items;
    }

    private Map<String, Object> struct() throws MalformedReplyException {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String tag = markup.tag(); !tag.equals("/struct"); tag = markup.tag()) {
            markup.check(tag, "member");
            markup.expect("name");
            String name = markup.text();
            markup.expect("/name");
            markup.expect("value");
            members.put(name, value());
            markup.expect("/member");
        }
        return members;
    }
}
