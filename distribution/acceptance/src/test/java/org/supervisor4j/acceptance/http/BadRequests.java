package org.supervisor4j.acceptance.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Makes requests that are wrong in one of many ways; the same random numbers make the same requests. */
final class BadRequests {

    private static final int BOMB = 32 << 20; // bytes of zeros, which are a few kilobytes of gzip
    private static final byte[] GZIP = gzip();
    private static final List<String> METHODS = List.of("supervisor.getState", "supervisor.getProcessInfo",
            "supervisor.readProcessStdoutLog", "supervisor.tailProcessStdoutLog", "supervisor.startProcess",
            "supervisor.signalProcess", "supervisor.clearProcessLogs", "supervisor.addProcessGroup",
            "supervisor.readLog", "system.multicall", "system.methodHelp", "system.listMethods", "no.such");
    private static final List<String> VALUES = List.of(XmlRpc.string("victim"), XmlRpc.integer(0), XmlRpc.bool(true),
            "<array><data></data></array>", "<struct><member><name>methodName</name><value>x</value></member></struct>",
            "<double>1.5</double>", "<base64>AA==</base64>", "plain", "<i4>7</i4>");

    private final String header;
    private final BadParameters parameters;

    /** @param header lines with credentials, or nothing */
    BadRequests(String header) {
        this.header = header;
        this.parameters = new BadParameters(header);
    }

    byte[] next(RandomGenerator random) {
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> posted(Bytes.damaged(random, call(random)));
            case 3, 4, 5 -> Bytes.damaged(random, posted(call(random)));
            case 6 -> posted(nested(random));
            case 7 -> posted(foreign(random));
            case 8 -> chunked(random);
            case 9 -> length(random);
            case 10 -> headers(random);
            case 11 -> path(random);
            case 12 -> compressed(random);
            case 13 -> Bytes.random(random, random.nextInt(1, 3_000));
            case 14 -> Bytes.joined(Bytes.of("GET /mainlogtail HTTP/1.1\r\nHost: x\r\n" + header + "\r\n"),
                    Bytes.damaged(random, posted(call(random))));
            case 15, 16 -> posted(SplicedXml.of(random, call(random)));
            case 17, 18 -> parameters.next(random);
            default -> rare(random);
        };
    }

    private static byte[] call(RandomGenerator random) {
        StringBuilder call = new StringBuilder("<?xml version='1.0'?><methodCall><methodName>")
                .append(one(random, METHODS)).append("</methodName><params>");
        for (int count = random.nextInt(4); count > 0; count--) {
            call.append("<param><value>").append(one(random, VALUES)).append("</value></param>");
        }
        return Bytes.of(call.append("</params></methodCall>").toString());
    }

    private byte[] posted(byte[] body) {
        return posted("", body);
    }

    private byte[] posted(String more, byte[] body) {
        return Bytes.joined(Bytes.of("POST /RPC2 HTTP/1.1\r\nHost: x\r\n" + header + more + "Content-Length: "
                + body.length + "\r\n\r\n"), body);
    }

    private static byte[] nested(RandomGenerator random) {
        int depth = 1 << random.nextInt(1, 17);
        String[] pair = one(random, List.of(new String[] {"<a>", "</a>"},
                new String[] {"<array><data><value>", "</value></data></array>"},
                new String[] {"<struct><member><name>n</name><value>", "</value></member></struct>"}));
        String inner = pair[0].repeat(depth) + (random.nextBoolean() ? pair[1].repeat(depth) : "");
        return Bytes.of("<methodCall><methodName>supervisor.getState</methodName><params><param><value>" + inner
                + "</value></param></params></methodCall>");
    }

    /** Another encoding than it says, or one that nobody expects. */
    private static byte[] foreign(RandomGenerator random) {
        String said = one(random, List.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1", "IBM037", "UTF-7",
                "x-nothing", "", "US-ASCII", "Shift_JIS", "\u00e9"));
        Charset used = one(random, List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16, StandardCharsets.UTF_16BE,
                StandardCharsets.ISO_8859_1, Charset.forName("UTF-32"), Charset.forName("IBM037")));
        String text = "<?xml version='1.0' encoding='" + said + "'?><methodCall><methodName>supervisor.getProcessInfo"
                + "</methodName><params><param><value>\u00e9\u20ac\ud83d\ude00</value></param></params></methodCall>";
        byte[] mark = one(random, List.of(new byte[0], Bytes.of("\u00ef\u00bb\u00bf"), Bytes.of("\u00fe\u00ff"),
                Bytes.of("\u00c0\u0080\u00c1\u00bf")));
        return Bytes.joined(mark, text.getBytes(used));
    }

    private byte[] chunked(RandomGenerator random) {
        byte[] body = call(random);
        byte[] chunks = Bytes.joined(Bytes.of(Integer.toHexString(body.length) + "\r\n"), body,
                Bytes.of("\r\n0\r\n\r\n"));
        String encoding = one(random, List.of("chunked", "Chunked", "gzip, chunked", "chunked, gzip", "identity", "x",
                "chunked\r\nTransfer-Encoding: chunked", "chunked\r\nContent-Length: 5"));
        return Bytes.joined(Bytes.of("POST /RPC2 HTTP/1.1\r\nHost: x\r\n" + header + "Transfer-Encoding: " + encoding
                + "\r\n\r\n"), random.nextBoolean() ? chunks : Bytes.damaged(random, chunks));
    }

    private byte[] length(RandomGenerator random) {
        byte[] body = call(random);
        String length = one(random, List.of("", "-1", "x", "1 1", "1,1", "0x5", "5\r\nContent-Length: 6", "+5", "00005",
                "99999999999999999999", "4294967296", "2147483648", "4194305", "4194304", "1"));
        return Bytes.joined(Bytes.of("POST /RPC2 HTTP/1.1\r\nHost: x\r\n" + header + "Content-Length: " + length
                + "\r\n\r\n"), body);
    }

    private byte[] headers(RandomGenerator random) {
        StringBuilder request = new StringBuilder("GET /RPC2 HTTP/1.").append(random.nextInt(3)).append("\r\n");
        for (int count = 1 << random.nextInt(11); count > 0; count--) {
            request.append(one(random, List.of("Host: x", "Host: ", "Host: a b", "Expect: 100-continue", "X:y", ": z",
                    "No colon", " folded", "Connection: close", "Connection: Upgrade", "Upgrade: h2c",
                    "Content-Type: \u0000", "Cookie: a=b; =", "Range: bytes=0-,5-1", "If-Modified-Since: x",
                    "Authorization: Basic \u00ff", "Authorization: Basic Og==", "X: " + "y".repeat(500),
                    header.strip())))
                    .append(random.nextInt(20) == 0 ? "\n" : "\r\n");
        }
        return Bytes.of(request.append("\r\n").toString());
    }

    private byte[] path(RandomGenerator random) {
        StringBuilder path = new StringBuilder(one(random, List.of("/", "/logtail/", "/mainlogtail", "/RPC2", "*", "",
                "http://x/", "http://", "/logtail/victim/", "//", "/;", "/?", "/#", "\\")));
        for (int count = random.nextInt(20); count > 0; count--) {
            path.append(one(random, List.of("..", "/", "%2e%2e", "%2f", "%", "%zz", "%c0%af", "%00", ";a=b", "?", "#",
                    ":", "*", "victim", "stdout", "\u00e9", "%f0%9f%98%80", "a".repeat(400))));
        }
        String method = one(random,
                List.of("GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "CONNECT", "get", "G\u00cb"));
        return Bytes.of(method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\n");
    }

    private byte[] compressed(RandomGenerator random) {
        String encoding = one(random, List.of("gzip", "deflate", "br", "gzip, gzip", "x-gzip", "identity"));
        return posted("Content-Encoding: " + encoding + "\r\n", GZIP);
    }

    private byte[] rare(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> posted(Bytes.of("<methodCall><methodName>" + "x".repeat(5 << 20) + "</methodName></methodCall>"));
            case 1 -> posted(Bytes.of("<!DOCTYPE x [<!ENTITY a '" + "a".repeat(1_000) + "'><!ENTITY b '"
                    + "&a;".repeat(1_000) + "'>]><methodCall><methodName>" + "&b;".repeat(1_000)
                    + "</methodName></methodCall>"));
            case 2 -> Bytes.of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            case 3 -> Bytes.joined(Bytes.of("\u0016\u0003\u0001\u0002\u0000\u0001\u0000"), Bytes.random(random, 512));
            case 4 -> Bytes.of("GET /" + "a".repeat(random.nextInt(40_000)) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            default -> posted(Bytes.of("<methodCall><methodName>system.multicall</methodName><params><param><value>"
                    + "<array><data>" + ("<value><struct><member><name>methodName</name><value>system.listMethods"
                    + "</value></member></struct></value>").repeat(random.nextInt(3_000))
                    + "</data></array></value></param></params></methodCall>"));
        };
    }

    private static <T> T one(RandomGenerator random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] gzip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(new byte[BOMB]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
