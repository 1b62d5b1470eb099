package org.supervisor4j.example.uptime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.api.ctl.CtlContext;
import org.supervisor4j.api.rpc.RpcFault;

/** {@code uptime}: how long each process runs, the youngest first. */
public final class UptimeCommand implements CtlCommand {

    private static final int BAD_NAME = 10;
    private static final int RUNNING = 20;
    private static final int FAILED = 1; // an exit status

    private String unit = "s";
    private int secondsPerUnit = 1;

    private record Uptime(String name, int seconds) {
    }

    @Override
    public String name() {
        return "uptime";
    }

    @Override
    public String help() {
        return "uptime\t\t\tShow how long each process runs, the youngest first\n"
                + "uptime <name> <name>\tShow how long some processes run";
    }

    @Override
    public void configure(Map<String, String> options) {
        options.forEach((key, value) -> {
            if (!key.equals("unit")) {
                throw new IllegalArgumentException("unexpected option " + key + " (expected: unit)");
            }
            secondsPerUnit = switch (value) {
                case "s" -> 1;
                case "min" -> 60;
                case "h" -> 3_600;
                default -> throw new IllegalArgumentException("unit: " + value + " (expected: s, min or h)");
            };
            unit = value;
        });
    }

    @Override
    public List<String> candidates(CtlContext context, String word) throws IOException {
        return all(context).stream().map(Uptime::name).toList();
    }

    @Override
    public void run(CtlContext context, List<String> arguments) throws IOException {
        if (!context.check()) {
            return;
        }
        List<Uptime> uptimes = arguments.isEmpty() ? all(context) : some(context, arguments);
        uptimes.stream().sorted(Comparator.comparingInt(Uptime::seconds)).forEach(uptime ->
                context.print(uptime.name() + ": " + uptime.seconds() / secondsPerUnit + " " + unit));
    }

    private static List<Uptime> all(CtlContext context) throws IOException {
        List<Uptime> uptimes = new ArrayList<>();
        for (Object process : (List<?>) context.call("supervisor.getAllProcessInfo")) {
            add((Map<?, ?>) process, uptimes);
        }
        return uptimes;
    }

    private static List<Uptime> some(CtlContext context, List<String> names) throws IOException {
        List<Uptime> uptimes = new ArrayList<>();
        for (String name : names) {
            try {
                add((Map<?, ?>) context.call("supervisor.getProcessInfo", name), uptimes);
            } catch (RpcFault e) {
                if (e.code() != BAD_NAME) {
                    throw e;
                }
                context.print(name + ": ERROR (no such process)");
                context.fail(FAILED);
            }
        }
        return uptimes;
    }

    private static void add(Map<?, ?> process, List<Uptime> uptimes) {
        if (process.get("state").equals(RUNNING)) {
            String group = (String) process.get("group");
            String name = (String) process.get("name");
            uptimes.add(new Uptime(group.equals(name) ? name : group + ":" + name,
                    (Integer) process.get("now") - (Integer) process.get("start")));
        }
    }
}
