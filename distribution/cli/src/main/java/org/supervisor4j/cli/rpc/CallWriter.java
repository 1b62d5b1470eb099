package org.supervisor4j.cli.rpc;

import java.nio.charset.StandardCharsets;

/** Writes a method call as XML-RPC. Parameters are texts, 32 bit integers and booleans; no method takes others. */
final class CallWriter {

    private CallWriter() {
    }

    static byte[] write(String method, Object... parameters) {
        StringBuilder xml = new StringBuilder(256);
        xml.append("<?xml version='1.0'?>\n<methodCall>\n<methodName>").append(method)
                .append("</methodName>\n<params>\n");
        for (Object parameter : parameters) {
            xml.append("<param>\n<value>");
            if (parameter instanceof Integer) {
                xml.append("<int>").append(parameter).append("</int>");
            } else if (parameter instanceof Boolean flag) {
                xml.append("<boolean>").append(flag ? '1' : '0').append("</boolean>");
            } else if (parameter instanceof String text) {
                xml.append("<string>");
                escape(text, xml);
                xml.append("</string>");
            } else {
                throw new IllegalArgumentException("parameter of " + method + ": " + parameter
                        + " (expected: String, Integer or Boolean)");
            }
            xml.append("</value>\n</param>\n");
        }
        return xml.append("</params>\n</methodCall>\n").toString().getBytes(StandardCharsets.UTF_8);
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
