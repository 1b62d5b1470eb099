package org.supervisor4j.cli.action;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.supervisor4j.cli.rpc.DisconnectedException;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;
import org.supervisor4j.cli.rpc.HttpStatusException;
import org.supervisor4j.cli.rpc.MalformedReplyException;
import org.supervisor4j.cli.rpc.PluginReport;
import org.supervisor4j.cli.rpc.ServerUrl;

/** {@code plugins}: shows the plugins of the daemon, and installs, removes and restarts them. The reference has no such action. */
final class PluginsAction implements Action {

    private static final String CHECKSUM = "--sha256=";

    /** What a request can carry, 4 MiB, with its base64; more is left for the daemon to read. */
    private static final int LARGEST_SENT = 3_000_000; // bytes

    @Override
    public String name() {
        return "plugins";
    }

    @Override
    public String help() {
        return """
                plugins\t\t\t\t\tShow all plugins
                plugins install <jar> [--sha256=<hex>]\tInstall a plugin, or another version of it
                plugins remove <name>\t\t\tRemove a plugin
                plugins restart <name>\t\t\tStop a plugin and start it anew""";
    }

    @Override
    public boolean isListed() {
        return false;
    }

    @Override
    public boolean speaksJson() {
        return true;
    }

    @Override
    public List<String> candidates(Session session, String word) throws IOException {
        List<String> candidates = new ArrayList<>(List.of("install", "remove", "restart"));
        for (PluginReport plugin : PluginReport.all(session.call("plugins.getAllPluginInfo"))) {
            candidates.add(plugin.name());
        }
        return candidates;
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        List<String> words = arguments.withoutJson().words();
        String command = words.isEmpty() ? "" : words.getFirst();
        boolean isWellFormed = switch (command) {
            case "" -> true;
            case "install" -> words.size() == 2 || words.size() == 3 && words.get(2).startsWith(CHECKSUM);
            case "remove", "restart" -> words.size() == 2;
            default -> false;
        };
        if (!isWellFormed || arguments.wantJson() && !command.isEmpty()) {
            session.printUsage(this, "Error: plugins accepts nothing, install <jar>, remove <name> or restart <name>",
                    ExitStatus.INVALID_ARGUMENTS);
            return;
        }
        if (!session.check()) {
            return;
        }
        String subject = words.size() < 2 ? name() : words.get(1);
        try {
            switch (command) {
                case "install" -> install(session, subject, words.size() < 3 ? "" : words.get(2).substring(CHECKSUM.length()));
                case "remove" -> {
                    session.call("plugins.removePlugin", subject);
                    session.print(subject + ": removed");
                }
                case "restart" -> tell(session, "restarted", session.call("plugins.restartPlugin", subject));
                default -> list(session, arguments.wantJson());
            }
        } catch (FaultException e) {
            refuse(session, subject, e);
        } catch (DisconnectedException | HttpStatusException | MalformedReplyException e) {
            if (command.isEmpty() || e instanceof HttpStatusException http && http.status() == HttpStatusException.UNAUTHORIZED) {
                throw e;
            }
            session.print(subject + ": the plugin that carried this request was stopped with it; see the action plugins");
            session.fail(ExitStatus.GENERIC);
        }
    }

    private void list(Session session, boolean wantJson) throws IOException {
        Object answer = session.call("plugins.getAllPluginInfo");
        List<PluginReport> plugins = PluginReport.all(answer);
        if (wantJson) {
            List<Map<?, ?>> structs = new ArrayList<>();
            for (Object struct : (List<?>) answer) {
                structs.add((Map<?, ?>) struct);
            }
            session.printJson(JsonView.plugins(structs));
        } else {
            table(session, plugins);
        }
        if (plugins.stream().anyMatch(plugin -> !plugin.isActive())) {
            session.fail(ExitStatus.STATUS_NOT_RUNNING);
        }
    }

    private static void table(Session session, List<PluginReport> plugins) {
        int names = 0;
        int versions = 0;
        for (PluginReport plugin : plugins) {
            names = Math.max(names, Padded.length(plugin.name()));
            versions = Math.max(versions, Padded.length(plugin.version()));
        }
        for (PluginReport plugin : plugins) {
            session.print((Padded.to(names + 2, plugin.name()) + Padded.to(versions + 2, plugin.version())
                    + Padded.to(10, plugin.stateName()) + plugin.contributions()).stripTrailing());
            printReasons(session, plugin);
        }
    }

    private static void printReasons(Session session, PluginReport plugin) {
        for (String reason : plugin.reasons()) {
            session.print("    " + reason);
        }
    }

    private static void install(Session session, String jar, String checksum) throws IOException {
        Path file = existing(jar);
        if (file == null) {
            session.print(jar + ": ERROR (no such file" + (new File(jar).isDirectory() ? ", but a folder)" : ")"));
            session.fail(ExitStatus.GENERIC);
        } else if (Files.size(file) <= LARGEST_SENT) {
            tell(session, "installed", session.call("plugins.installPlugin", file.getFileName().toString(),
                    Files.readAllBytes(file), checksum));
        } else if (session.url() instanceof ServerUrl.Unix) {
            tell(session, "installed", session.call("plugins.installPluginFile", file.toString(), checksum));
        } else {
            session.print(jar + ": ERROR (larger than " + LARGEST_SENT + " bytes; expected: a unix socket as the serverurl, or a copy "
                    + "into plugins/ by hand)");
            session.fail(ExitStatus.GENERIC);
        }
    }

    private static Path existing(String jar) {
        try {
            Path file = Path.of(jar).toAbsolutePath().normalize();
            return Files.isRegularFile(file) ? file : null;
        } catch (InvalidPathException _) {
            return null;
        }
    }

    private static void tell(Session session, String done, Object answer) {
        PluginReport plugin = PluginReport.from(answer);
        if (plugin.isActive()) {
            session.print(plugin.name() + ": " + done);
        } else {
            session.print(plugin.name() + ": " + done + ", but it is " + plugin.stateName());
            session.fail(ExitStatus.NOT_RUNNING);
        }
        printReasons(session, plugin);
    }

    private static void refuse(Session session, String subject, FaultException fault) {
        String text = String.valueOf(fault.getMessage());
        String file = subject.substring(subject.lastIndexOf('/') + 1);
        String detail = text.substring(text.indexOf(": ") + 1).strip();
        detail = detail.startsWith(file + ": ") ? detail.substring(file.length() + 2) : detail;
        switch (fault.code()) {
            case FaultCode.UNKNOWN_METHOD -> {
                session.print("Sorry, supervisord responded but did not recognize the plugins namespace commands: it is not "
                        + "Supervisor4J or an older one, its plugin rpc-plugins is not there, or its configuration has "
                        + "requests=off in [plugins].");
                session.fail(ExitStatus.NOT_IMPLEMENTED);
            }
            case FaultCode.BAD_NAME -> error(session, subject, "no such plugin", ExitStatus.GENERIC);
            case FaultCode.SHUTDOWN_STATE -> error(session, subject, "supervisor shutting down", ExitStatus.GENERIC);
            case FaultCode.FORBIDDEN -> error(session, subject, detail, ExitStatus.NO_ACCESS);
            default -> error(session, subject, detail, ExitStatus.GENERIC);
        }
    }

    private static void error(Session session, String subject, String reason, int status) {
        session.print(subject + ": ERROR (" + reason + ")");
        session.fail(status);
    }
}
