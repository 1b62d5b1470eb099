package org.supervisor4j.acceptance.http;

import java.util.List;
import java.util.random.RandomGenerator;

/** Makes requests whose parameters, in the query or in the form that is sent, are wrong or of an odd kind. */
final class BadParameters {

    private static final List<String> PAGES = List.of("/", "/index.html", "/tail.html", "/logtail/victim", "/mainlogtail",
            "/ok.html", "/RPC2", "/api/process", "/api/events", "/api/actions", "/api/panel", "/no/such");
    private static final List<String> PIECES = List.of("limit", "message", "processname", "action", "name", "since", "order",
            "signal", "token", "plain", "=", "=", "&", "&", ";", "+", "%", "%zz", "%f", "%ff", "%00", "%0d%0a", "%c0%af",
            "%ed%a0%80", "%u20ac", "%e2%82", "\u00e9", "\u00e2\u0082\u00ac", "victim", "1024", "99999999999", "-1", "?", "#",
            "stopall", "<b>", "\"", "\u0001", "x".repeat(3_000));
    private static final List<String> TYPES = List.of("application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=nosuch",
            "application/x-www-form-urlencoded; charset=UTF-16", "application/x-www-form-urlencoded; charset=\"",
            "APPLICATION/X-WWW-FORM-URLENCODED;charset=utf-8", "multipart/form-data", "multipart/form-data; boundary=x",
            "multipart/form-data; boundary=", "text/xml", "\"", ";", "/", "a/b/c", "\u00e9/\u00e9", "");
    private static final List<String> FORM_ENCODINGS = List.of("", "", "Content-Encoding: gzip\r\n");

    private final String header;

    /** @param header lines with credentials, or nothing */
    BadParameters(String header) {
        this.header = header;
    }

    byte[] next(RandomGenerator random) {
        String target = one(random, PAGES) + (random.nextInt(4) > 0 ? "?" + pieces(random) : "");
        StringBuilder request = new StringBuilder(one(random, List.of("GET", "GET", "POST", "POST", "HEAD", "PUT")))
                .append(' ').append(target).append(" HTTP/1.1\r\nHost: x\r\n").append(header);
        if (random.nextBoolean()) {
            request.append("Content-Type: ").append(one(random, TYPES)).append("\r\n");
        }
        request.append(one(random, FORM_ENCODINGS));
        String body = random.nextBoolean() ? "" : form(random);
        if (!body.isEmpty() || random.nextBoolean()) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        } else {
            body = "";
        }
        return Bytes.of(request.append("\r\n").append(body).toString());
    }

    private static String form(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> "--x\r\nContent-Disposition: form-data; name=\"" + pieces(random) + "\"\r\n\r\n" + pieces(random)
                    + (random.nextBoolean() ? "\r\n--x--\r\n" : "");
            case 1 -> "a=1&".repeat(1 << random.nextInt(13));
            default -> pieces(random);
        };
    }

    private static String pieces(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(12); count > 0; count--) {
            text.append(one(random, PIECES));
        }
        return text.toString();
    }

    private static <T> T one(RandomGenerator random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
