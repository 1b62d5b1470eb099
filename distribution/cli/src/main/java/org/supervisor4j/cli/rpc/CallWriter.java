package org.supervisor4j.cli.rpc;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writes a method call as XML-RPC. Parameters are texts, 32 bit integers, booleans, doubles, bytes, and lists and maps of
 * those.
 */
final class CallWriter {

    private CallWriter() {
    }

    static byte[] write(String method, Object... parameters) {
        StringBuilder xml = new StringBuilder(256);
        xml.append("<?xml version='1.0'?>\n<methodCall>\n<methodName>").append(method)
                .append("</methodName>\n<params>\n");
        for (Object parameter : parameters) {
            xml.append("<param>\n");
            value(parameter, method, xml);
            xml.append("\n</param>\n");
        }
        return xml.append("</params>\n</methodCall>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void value(Object value, String method, StringBuilder xml) {
        xml.append("<value>");
        if (value instanceof Integer) {
            xml.append("<int>").append(value).append("</int>");
        } else if (value instanceof Boolean flag) {
            xml.append("<boolean>").append(flag ? '1' : '0').append("</boolean>");
        } else if (value instanceof String text) {
            xml.append("<string>");
            escape(text, xml);
            xml.append("</string>");
        } else if (value instanceof Double number) {
            // XML-RPC knows no exponents
            xml.append("<double>").append(new BigDecimal(number).toPlainString()).append("</double>");
        } else if (value instanceof byte[] bytes) {
            xml.append("<base64>").append(Base64.getEncoder().encodeToString(bytes)).append("</base64>");
        } else if (value instanceof List<?> items) {
            xml.append("<array><data>");
            items.forEach(item -> value(item, method, xml));
            xml.append("</data></array>");
        } else if (value instanceof Map<?, ?> members) {
            xml.append("<struct>");
            members.forEach((name, member) -> member(name, member, method, xml));
            xml.append("</struct>");
        } else {
            throw wrong(value, method, "String, Integer, Boolean, Double, byte[], List or Map");
        }
        xml.append("</value>");
    }

    private static void member(Object name, Object value, String method, StringBuilder xml) {
        if (!(name instanceof String text)) {
            throw wrong(name, method, "a String as the name of a member");
        }
        xml.append("<member><name>");
        escape(text, xml);
        xml.append("</name>");
        value(value, method, xml);
        xml.append("</member>");
    }

    private static IllegalArgumentException wrong(Object value, String method, String expected) {
        return new IllegalArgumentException("parameter of " + method + ": " + value + " (expected: " + expected + ")");
    }

    private static void escape(String text, StringBuilder xml) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '\r' -> xml.append("&#13;"); // raw it would arrive as a line feed
                default -> xml.append(c);
            }
        }
    }
}
