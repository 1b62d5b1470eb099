package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.api.ctl.CtlContext;
import org.supervisor4j.api.rpc.RpcFault;

/**
 * {@code rotate}: asks the daemon for {@link LogsNamespace}, so the daemon must have that. {@code help} lists it where a section
 * {@code [ctlplugin:logs]} with {@code supervisor.ctl_factory=logs} says that it is wanted: by default everything looks as with supervisord.
 */
public final class RotateCommand implements CtlCommand {

    private static final int UNKNOWN_METHOD = 1; // a fault
    private static final int FAILED = 1; // exit statuses
    private static final int WRONG_ARGUMENTS = 2;
    private static final int METHOD_MISSING = 3;

    private boolean isListed;

    @Override
    public String name() {
        return "rotate";
    }

    @Override
    public String plugin() {
        return "logs";
    }

    @Override
    public void configure(Map<String, String> options) {
        CtlCommand.super.configure(options);
        isListed = true;
    }

    @Override
    public String help() {
        return isListed
                ? "rotate <name>\t\tRotate the logs of a process now\n"
                        + "rotate <gname>:*\tRotate the logs of all processes in a group\n"
                        + "rotate all\t\tRotate all logs, that of supervisord too"
                : "";
    }

    @Override
    public void run(CtlContext context, List<String> arguments) throws IOException {
        if (!context.check()) {
            return;
        }
        if (arguments.isEmpty()) {
            context.print("Error: rotate requires a process name, a group as <gname>:*, or all");
            context.fail(WRONG_ARGUMENTS);
            return;
        }
        if (arguments.contains("all")) {
            rotate(context, "all", "logs.rotateAll");
            return;
        }
        for (String name : arguments) {
            rotate(context, name, "logs.rotate", name);
        }
    }

    private static void rotate(CtlContext context, String name, String method, Object... parameters) throws IOException {
        try {
            List<?> files = (List<?>) context.call(method, parameters);
            context.print(name + ": rotated " + (files.size() == 1 ? "1 log" : files.size() + " logs"));
        } catch (RpcFault e) {
            boolean isMissing = e.code() == UNKNOWN_METHOD;
            context.print(name + ": ERROR ("
                    + (isMissing ? "the daemon has no [rpcinterface:logs]" : e.getMessage()) + ")");
            context.fail(isMissing ? METHOD_MISSING : FAILED);
        }
    }
}
