package org.supervisor4j.plugin.rpcplugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.plugin.PluginException;
import org.supervisor4j.api.rpc.RpcCaller;
import org.supervisor4j.api.rpc.RpcFault;

@Timeout(30)
class PluginsNamespaceTest {

    private static final RpcCaller OWN = new RpcCaller.Local("root", true);
    private static final RpcCaller NEIGHBOUR = new RpcCaller.Local("joe", false);

    private final RecordingPlugins plugins = new RecordingPlugins();
    private DaemonState state = DaemonState.RUNNING;
    private final PluginsNamespace namespace = new PluginsNamespace(() -> state, plugins, Permission.OWN);

    private static Object as(RpcCaller caller, Supplier<CompletableFuture<Object>> call) {
        return ScopedValue.where(RpcCaller.CURRENT, () -> caller).call(() -> call.get().join());
    }

    private static AbstractThrowableAssert<?, ?> assertFault(RpcCaller caller, Supplier<CompletableFuture<Object>> call) {
        return assertThatThrownBy(() -> {
            try {
                as(caller, call);
            } catch (CompletionException e) {
                throw e.getCause();
            }
        }).isInstanceOf(RpcFault.class);
    }

    @Test
    void everybodyIsToldWhatThereIs() {
        Map<String, Object> hello = Map.of("name", "hello.jar", "symbolicname", "org.example.hello", "version", "1.2.3",
                "statename", "ACTIVE", "contributes", List.of(Map.of("kind", "rpc", "name", "hello")), "reasons", List.of());
        assertThat(as(new RpcCaller.Unknown(), () -> namespace.getPluginInfo("hello"))).isEqualTo(hello);
        assertThat(as(NEIGHBOUR, () -> namespace.getPluginInfo("hello.jar"))).isEqualTo(hello);
        assertThat(as(NEIGHBOUR, () -> namespace.getPluginInfo("org.example.hello"))).isEqualTo(hello);
        assertThat((List<?>) as(NEIGHBOUR, namespace::getAllPluginInfo)).hasSize(2).first().isEqualTo(hello);
        assertFault(NEIGHBOUR, () -> namespace.getPluginInfo("nope")).hasMessage("BAD_NAME: nope");
    }

    @Test
    void theFilesOfPluginsAreReadOnNoThreadThatOthersNeed() {
        as(OWN, namespace::getAllPluginInfo);
        assertThat(plugins.asked).isNotSameAs(Thread.currentThread()).returns(false, Thread::isVirtual).returns(true, Thread::isDaemon);
    }

    @Test
    void whoMayChangesThem() {
        as(OWN, () -> namespace.installPlugin("a.jar", new byte[5], ""));
        as(OWN, () -> namespace.installPlugin("a.jar", new byte[5], " ab "));
        as(OWN, () -> namespace.installPluginFile("/x/a.jar", ""));
        assertThat(as(OWN, () -> namespace.removePlugin("hello"))).isEqualTo(true);
        Map<?, ?> restarted = (Map<?, ?>) as(OWN, () -> namespace.restartPlugin("http"));
        assertThat(restarted.get("reasons")).isEqualTo(List.of("why"));
        String carriers = " but org.supervisor4j.http, org.supervisor4j.rpc-plugins, org.supervisor4j.xmlrpc";
        assertThat(plugins.requests).containsExactly("install a.jar 5 any" + carriers, "install a.jar 5 ab" + carriers,
                "install /x/a.jar any" + carriers, "remove hello", "restart http");
    }

    @Test
    void whoAsksIsKnownWhereItIsDone() {
        as(OWN, () -> namespace.restartPlugin("hello"));
        assertThat(plugins.caller).isEqualTo(OWN);
    }

    @Test
    void whoMayNotIsToldWhoMay() {
        assertFault(NEIGHBOUR, () -> namespace.installPlugin("a.jar", new byte[5], ""))
                .hasMessage("FORBIDDEN: user joe may not install a.jar (expected: the daemon's own user and root, through a "
                        + "unix socket, as [plugins] requests=own says)");
        assertFault(NEIGHBOUR, () -> namespace.installPluginFile("/a.jar", ""));
        assertFault(NEIGHBOUR, () -> namespace.removePlugin("hello"));
        assertFault(new RpcCaller.Remote("10.1.2.3:4", Optional.of("ops")), () -> namespace.restartPlugin("hello"))
                .hasMessageStartingWith("FORBIDDEN: user ops from 10.1.2.3:4 may not restart hello")
                .extracting(failure -> ((RpcFault) failure).code()).isEqualTo(RpcFault.FORBIDDEN);
        assertThatThrownBy(() -> namespace.removePlugin("hello")).as("nobody known").isInstanceOf(RpcFault.class);
        assertThat(plugins.requests).isEmpty();
    }

    @Test
    void whatCarriesRequestsIsNotRemoved() {
        assertFault(OWN, () -> namespace.removePlugin("http")).hasMessageStartingWith("FAILED: http: it carries requests");
        assertThat(plugins.requests).isEmpty();
    }

    @Test
    void aPathIsAbsolute() {
        assertFault(OWN, () -> namespace.installPluginFile("a.jar", "")).hasMessageStartingWith("BAD_ARGUMENTS: a.jar");
        assertFault(OWN, () -> namespace.installPluginFile("/a\0.jar", "")).hasMessageStartingWith("BAD_ARGUMENTS: ");
    }

    @ParameterizedTest
    @CsvSource({"NO_SUCH_PLUGIN, 10, BAD_NAME: x", "BAD_ARGUMENT, 3, BAD_ARGUMENTS: x", "NO_FILE, 20, NO_FILE: x",
        "REFUSED, 30, FAILED: x", "FAILED, 30, FAILED: x"})
    void refusalsAreFaults(PluginException.Reason reason, int code, String text) {
        plugins.refusal = new PluginException(reason, "x");
        assertFault(OWN, () -> namespace.restartPlugin("x"))
                .hasMessage(text)
                .extracting(failure -> ((RpcFault) failure).code()).isEqualTo(code);
    }

    @Test
    void atTheEndNothingIsDoneAnyMore() {
        state = DaemonState.SHUTDOWN;
        assertFault(OWN, namespace::getAllPluginInfo).hasMessage("SHUTDOWN_STATE");
        assertFault(OWN, () -> namespace.restartPlugin("hello")).hasMessage("SHUTDOWN_STATE");
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, false, false, false, false, false",
        "LIST, false, false, false, false, false",
        "OWN, true, false, false, false, false",
        "ALL, true, true, true, false, false",
    })
    void permissions(Permission permission, boolean own, boolean neighbour, boolean remote, boolean open, boolean unknown) {
        assertThat(permission.allows(OWN)).isEqualTo(own);
        assertThat(permission.allows(NEIGHBOUR)).isEqualTo(neighbour);
        assertThat(permission.allows(new RpcCaller.Remote("a", Optional.of("ops")))).isEqualTo(remote);
        assertThat(permission.allows(new RpcCaller.Remote("a", Optional.empty()))).isEqualTo(open);
        assertThat(permission.allows(new RpcCaller.Unknown())).isEqualTo(unknown);
    }
}
