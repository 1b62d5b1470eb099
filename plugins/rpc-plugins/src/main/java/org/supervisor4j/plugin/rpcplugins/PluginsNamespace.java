package org.supervisor4j.plugin.rpcplugins;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.osgi.framework.Constants;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.plugin.InstallTerms;
import org.supervisor4j.api.plugin.PluginException;
import org.supervisor4j.api.plugin.PluginInfo;
import org.supervisor4j.api.plugin.Plugins;
import org.supervisor4j.api.rpc.RpcCaller;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;

/** {@code plugins.*}: which plugins there are, and how they come and go by request. A request holds no thread of the server. */
public final class PluginsNamespace implements RpcNamespace {

    private static final String STRUCT = "a struct of name, symbolicname, version, statename (ACTIVE, WAITING, FAILED, REFUSED), "
            + "contributes (structs of kind and name) and reasons (texts)";
    private static final String NAME = "its file in plugins/, with or without .jar, or its symbolic name";
    private static final String SHA_256 = "the checksum that the jar must have, in hexadecimal digits; empty: any";

    /** Without one of them nobody can ask us for anything any more. */
    private static final Set<String> CARRIERS =
            Set.of("org.supervisor4j.http", "org.supervisor4j.xmlrpc", "org.supervisor4j.rpc-plugins");

    /** Who takes the prefix by accident, and comes first, is not to hide what tells of it. */
    private static final int RANKING = 1_000;

    private final Supplier<DaemonState> state;
    private final Plugins plugins;
    private final Permission permission;

    /** @param permission who may change something */
    PluginsNamespace(Supplier<DaemonState> state, Plugins plugins, Permission permission) {
        this.state = state;
        this.plugins = plugins;
        this.permission = permission;
    }

    @RpcMethod(help = "Tells of all plugins.", returns = "array", returnsHelp = "of each " + STRUCT, right = Right.VIEW)
    public CompletableFuture<Object> getAllPluginInfo() {
        requireRunning();
        return later(() -> plugins.all().stream().map(Structs::of).toList());
    }

    @RpcMethod(help = "Tells of one plugin.", returns = "struct", returnsHelp = STRUCT, right = Right.VIEW)
    public CompletableFuture<Object> getPluginInfo(@RpcParameter(name = "name", help = NAME) String name) {
        requireRunning();
        return later(() -> Structs.of(find(name)));
    }

    private PluginInfo find(String name) {
        List<PluginInfo> all = plugins.all();
        return all.stream()
                .filter(plugin -> plugin.fileName().equals(name) || plugin.fileName().equals(name + ".jar"))
                .findFirst()
                .or(() -> all.stream().filter(plugin -> plugin.symbolicName().equals(name)).findFirst())
                .orElseThrow(() -> Faults.badName(name));
    }

    @RpcMethod(
            help = "Installs a jar, instead of another version of the same plugin if there is one. Answers when it is active or has failed. "
                    + "Refused if it would take the place of one that carries requests.",
            returns = "struct",
            returnsHelp = STRUCT)
    public CompletableFuture<Object> installPlugin(
            @RpcParameter(name = "name", help = "the name of its file in plugins/, which ends in .jar") String name,
            @RpcParameter(name = "jar", help = "its content") byte[] jar,
            @RpcParameter(name = "sha256", help = SHA_256, defaultValue = "") String sha256) {
        requirePermission("install " + name);
        return later(() -> Structs.of(plugins.install(name, jar, terms(sha256))));
    }

    @RpcMethod(
            help = "Installs a copy of a jar that lies on the daemon's machine. Answers as installPlugin does.",
            returns = "struct",
            returnsHelp = STRUCT)
    public CompletableFuture<Object> installPluginFile(
            @RpcParameter(name = "path", help = "its absolute path; the daemon must be able to read it") String path,
            @RpcParameter(name = "sha256", help = SHA_256, defaultValue = "") String sha256) {
        requirePermission("install " + path);
        Path jar = absolute(path);
        return later(() -> Structs.of(plugins.install(jar, terms(sha256))));
    }

    @RpcMethod(
            help = "Removes a plugin and deletes its jar. What programs and logs use of it goes on as it is. "
                    + "Refused for those that carry requests.",
            returns = "boolean",
            returnsHelp = "true, or a fault")
    public CompletableFuture<Object> removePlugin(@RpcParameter(name = "name", help = NAME) String name) {
        requirePermission("remove " + name);
        return later(() -> {
            if (CARRIERS.contains(find(name).symbolicName())) {
                throw Faults.failed(name + ": it carries requests such as this one, and none could bring it back (expected: its jar is "
                        + "deleted by hand)");
            }
            plugins.remove(name);
            return true;
        });
    }

    @RpcMethod(
            help = "Stops a plugin and starts it anew from its jar. Answers when it is active or has failed.",
            returns = "struct",
            returnsHelp = STRUCT)
    public CompletableFuture<Object> restartPlugin(@RpcParameter(name = "name", help = NAME) String name) {
        requirePermission("restart " + name);
        return later(() -> Structs.of(plugins.restart(name)));
    }

    private static Path absolute(String path) {
        try {
            Path jar = Path.of(path);
            if (jar.isAbsolute()) {
                return jar;
            }
        } catch (InvalidPathException _) {
            // said below
        }
        throw Faults.of(new PluginException(PluginException.Reason.BAD_ARGUMENT, path + " (expected: an absolute path)"));
    }

    private static InstallTerms terms(String sha256) {
        InstallTerms terms = InstallTerms.ANY.withUntouchable(CARRIERS);
        return sha256.isBlank() ? terms : terms.withSha256(sha256.strip());
    }

    private void requireRunning() {
        if (state.get() != DaemonState.RUNNING) {
            throw Faults.shutdownState();
        }
    }

    private void requirePermission(String what) {
        requireRunning();
        RpcCaller caller = RpcCaller.current();
        if (!permission.allows(caller)) {
            throw RpcFault.forbidden(caller + " may not " + what + " (expected: " + permission.who() + ", as [plugins] requests="
                    + permission.word() + " says)");
        }
    }

    /** What may take its time, up to many seconds. */
    @FunctionalInterface
    private interface Work {
        Object run() throws PluginException, InterruptedException;
    }

    /** Files are read and written: a disk that hangs is not to hold one of the few carriers that all virtual threads share. */
    private static CompletableFuture<Object> later(Work work) {
        RpcCaller caller = RpcCaller.current(); // the log tells of him, and this thread will do something else by then
        return CompletableFuture.supplyAsync(
                () -> ScopedValue.where(RpcCaller.CURRENT, () -> caller).call(() -> run(work)),
                task -> Thread.ofPlatform().daemon().name("plugins-request").start(task));
    }

    private static Object run(Work work) {
        try {
            return work.run();
        } catch (PluginException e) {
            throw Faults.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Faults.failed("interrupted");
        }
    }

    static Map<String, Object> properties() {
        return Map.of(RpcNamespace.PREFIX, "plugins", RpcNamespace.PROMPT, true, Constants.SERVICE_RANKING, RANKING);
    }
}
