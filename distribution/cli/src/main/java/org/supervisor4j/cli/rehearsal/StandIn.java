package org.supervisor4j.cli.rehearsal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Answers like a daemon with one program that runs, one connection after the other, until its socket is closed. */
final class StandIn implements Runnable {

    private static final String END = "</methodCall>";
    private static final String PROCESS = "<struct>" + member("name", string("cat")) + member("group", string("cat"))
            + member("state", integer(20)) + member("statename", string("RUNNING"))
            + member("description", string("pid 7, uptime 0:00:07")) + member("pid", integer(7))
            + member("start", integer(1)) + member("stop", integer(0)) + member("now", integer(8))
            + member("exitstatus", integer(0)) + member("spawnerr", string("")) + "</struct>";
    private static final String CONFIGURED = "<struct>" + member("name", string("cat"))
            + member("group", string("cat")) + member("inuse", bool(true)) + member("autostart", bool(true))
            + member("group_prio", integer(999)) + member("process_prio", integer(999)) + "</struct>";

    private final ServerSocketChannel server;

    StandIn(ServerSocketChannel server) {
        this.server = server;
    }

    @Override
    public void run() {
        try {
            while (true) {
                try (SocketChannel client = server.accept()) {
                    serve(client);
                }
            }
        } catch (ClosedChannelException e) {
            return; // the rehearsal is over
        } catch (IOException e) {
            throw new IllegalStateException("the stand-in cannot answer", e);
        }
    }

    private static void serve(SocketChannel client) throws IOException {
        StringBuilder request = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(8 * 1024);
        while (client.read(buffer.clear()) >= 0) {
            request.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
            if (request.indexOf(END) >= 0) {
                String text = request.toString();
                answer(client, text.substring(text.indexOf("<methodName>") + 12, text.indexOf("</methodName>")));
                request.setLength(0);
            }
        }
    }

    private static void answer(SocketChannel client, String method) throws IOException {
        String body = "<?xml version='1.0'?><methodResponse><params><param><value>" + result(method)
                + "</value></param></params></methodResponse>";
        ByteBuffer reply = ByteBuffer.wrap(("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
        while (reply.hasRemaining()) {
            client.write(reply);
        }
    }

    private static String result(String method) {
        return switch (method) {
            case "supervisor.getVersion", "supervisor.getSupervisorVersion" -> string("3.0");
            case "supervisor.getPID" -> integer(7);
            case "supervisor.getAllProcessInfo" -> array(value(PROCESS));
            case "supervisor.getProcessInfo" -> PROCESS;
            case "supervisor.getAllConfigInfo" -> array(value(CONFIGURED));
            case "supervisor.reloadConfig" -> array(value(array(value(array("")) + value(array(""))
                    + value(array("")))));
            case "supervisor.readProcessStdoutLog" -> string("&lt;a line&gt;");
            default -> bool(true);
        };
    }

    private static String member(String name, String typed) {
        return "<member><name>" + name + "</name>" + value(typed) + "</member>";
    }

    private static String value(String typed) {
        return "<value>" + typed + "</value>";
    }

    private static String array(String values) {
        return "<array><data>" + values + "</data></array>";
    }

    private static String string(String text) {
        return "<string>" + text + "</string>";
    }

    private static String integer(int number) {
        return "<int>" + number + "</int>";
    }

    private static String bool(boolean flag) {
        return "<boolean>" + (flag ? 1 : 0) + "</boolean>";
    }
}
