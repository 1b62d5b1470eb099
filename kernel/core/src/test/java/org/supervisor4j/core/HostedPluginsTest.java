package org.supervisor4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.LogOutputs.Sink;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.config.plugin.PluginHangsException;

class HostedPluginsTest {

    private static final GroupType TYPE = () -> null;
    private static final LogOutlet OUTLET = _ -> null;
    private static final LogSinkFactory FILES = _ -> null;

    private final HostedPlugins names =
            new HostedPlugins(plugin -> plugin == TYPE ? "type.jar" : plugin == OUTLET ? "outlet.jar" : "files.jar");

    @Test
    void whatPluginsHaveMadeIsCalledAsTheConfigurationCallsItWithItsJar() {
        assertThat(names.kind("ev-program", TYPE)).isEqualTo("section kind 'ev-program' (type.jar)");
        assertThat(names.sink(new Sink("two", Optional.of(OUTLET)))).isEqualTo("log sink 'two' (outlet.jar)");
        assertThat(names.sink(new Sink("syslog", Optional.empty()))).as("the kernel's own").isEqualTo("log sink 'syslog'");
        assertThat(names.files(FILES)).isEqualTo("writer of log files (files.jar)");
    }

    @Test
    void whatComesTooLateIsUndone() throws IOException {
        List<Supplier<?>> hanging = new ArrayList<>();
        HostedPlugins impatient = new HostedPlugins(_ -> "slow.jar", new PluginCalls() {
            @Override
            public <T> T ask(Object plugin, Supplier<T> question) {
                hanging.add(question);
                throw new PluginHangsException("it has not come back");
            }
        });
        List<String> undone = new ArrayList<>();
        assertThatThrownBy(() -> impatient.call("the outlet", OUTLET, () -> "opened", undone::add)).isInstanceOf(PluginHangsException.class);
        assertThat(undone).isEmpty();
        hanging.getFirst().get();
        assertThat(undone).containsExactly("opened");
    }

    @Test
    void whatTheyCannotDoWithFilesComesOutAsItIs() throws IOException {
        assertThat(names.call("the outlet", OUTLET, () -> "done", _ -> {})).isEqualTo("done");
        IOException full = new IOException("disk full");
        assertThatThrownBy(() -> names.call("the outlet", OUTLET, () -> {
            throw full;
        }, _ -> {})).isSameAs(full);
    }

    @Test
    void whoIsWaitedForIsKnown() throws IOException {
        String during = names.call("two", OUTLET, () -> names.ask("one", TYPE, names::waitedFor, _ -> {}), _ -> {});
        assertThat(during).isEqualTo("one and two");
        assertThat(names.waitedFor()).isEmpty();
    }

    @Test
    void ofTheOutputsOfAGroupAllAreNamedThatPluginsHaveMadeEachOnce() {
        LogOutputs made =
                new LogOutputs(Optional.of(FILES), List.of(new Sink("two", Optional.of(OUTLET)), new Sink("syslog", Optional.empty())));
        OutputConfig output =
                new OutputConfig(new OutputConfig.Destination.None(), 0, 0, 0, false, false, made, OutputHandling.DEFAULT);
        GroupConfig group = Programs.program("a").outputs(output, output).group();
        assertThat(names.outputs(group)).isEqualTo("writer of log files (files.jar) or log sink 'two' (outlet.jar)");
        assertThat(names.outputs(Programs.program("a").group())).isEqualTo("plugin of an output");
    }
}
