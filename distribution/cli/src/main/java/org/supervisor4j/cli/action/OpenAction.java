package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** {@code open}: turns the session to another daemon and shows its {@code status}, whatever that is. */
final class OpenAction implements Action {

    private final Action status = new StatusAction();

    @Override
    public String name() {
        return "open";
    }

    @Override
    public String help() {
        return "open <url>\tTalk to another supervisord\n\t\t(a unix socket is written unix:///path/to/socket)";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        String url = arguments.text();
        String scheme = url.substring(0, Math.max(0, url.indexOf(':'))).toLowerCase(Locale.ROOT);
        if (!List.of("http", "https", "unix").contains(scheme)) {
            session.print("ERROR: url must be http:// or unix://");
            session.fail(ExitStatus.GENERIC);
            return;
        }
        int before = session.exitStatus();
        session.open(url);
        status.run(session, new Arguments(""));
        session.fail(before); // the new daemon may be down: that is no failure of this action
    }
}
