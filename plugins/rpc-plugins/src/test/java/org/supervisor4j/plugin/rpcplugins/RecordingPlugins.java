package org.supervisor4j.plugin.rpcplugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.supervisor4j.api.plugin.InstallTerms;
import org.supervisor4j.api.plugin.PluginException;
import org.supervisor4j.api.plugin.PluginInfo;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.plugin.Plugins;
import org.supervisor4j.api.rpc.RpcCaller;

/** Plugins that remember what they were asked for, and refuse it if the test says so. */
final class RecordingPlugins implements Plugins {

    static final PluginInfo HELLO = new PluginInfo("hello.jar", "org.example.hello", "1.2.3", PluginState.ACTIVE,
            List.of(new Contribution("rpc", "hello")), List.of());
    static final PluginInfo HTTP =
            new PluginInfo("http.jar", "org.supervisor4j.http", "1.0.0", PluginState.FAILED, List.of(), List.of("why"));

    final List<String> requests = new ArrayList<>();
    PluginException refusal;
    volatile Thread asked;
    volatile RpcCaller caller;

    private <T> T record(T answer, Object... request) throws PluginException {
        if (refusal != null) {
            throw refusal;
        }
        caller = RpcCaller.current();
        requests.add(String.join(" ", List.of(request).stream().map(Object::toString).toList()));
        return answer;
    }

    private static String text(InstallTerms terms) {
        return terms.sha256().orElse("any") + " but " + String.join(", ", new TreeSet<>(terms.untouchable()));
    }

    @Override
    public List<PluginInfo> all() {
        asked = Thread.currentThread();
        return List.of(HELLO, HTTP);
    }

    @Override
    public PluginInfo install(String fileName, byte[] jar, InstallTerms terms) throws PluginException {
        return record(HELLO, "install", fileName, jar.length, text(terms));
    }

    @Override
    public PluginInfo install(Path jar, InstallTerms terms) throws PluginException {
        return record(HELLO, "install", jar, text(terms));
    }

    @Override
    public void remove(String name) throws PluginException {
        record(true, "remove", name);
    }

    @Override
    public PluginInfo restart(String name) throws PluginException {
        return record(HTTP, "restart", name);
    }
}
