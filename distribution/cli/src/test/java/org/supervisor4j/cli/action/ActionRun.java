package org.supervisor4j.cli.action;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.supervisor4j.cli.ScriptedServer;
import org.supervisor4j.cli.rpc.ServerUrl;
import org.supervisor4j.cli.shell.PlainInput;

/** One action with a scripted daemon, and what it came to. */
record ActionRun(int status, String out, String err) {

    static ActionRun of(ScriptedServer server, String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session = new Session(ServerUrl.parse(server.url()), null, printer(out), printer(err),
                new PlainInput(InputStream.nullInputStream(), printer(out), printer(err)), false);
        new Interpreter(session, new Actions()).execute(line);
        return new ActionRun(session.exitStatus(), out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream printer(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }
}
