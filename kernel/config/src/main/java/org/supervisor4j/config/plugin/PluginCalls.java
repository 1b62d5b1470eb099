package org.supervisor4j.config.plugin;

import java.util.function.Supplier;

/**
 * How plugins are asked while a configuration is read. It is their code: whoever reads may not want to wait for it for ever.
 *
 * <p><b>Threading:</b> any; plugins expect that one thing at a time is asked.
 */
public interface PluginCalls {

    /** On the thread of the reader, for as long as it takes. */
    PluginCalls DIRECT = new PluginCalls() {
        @Override
        public <T> T ask(Object plugin, Supplier<T> question) {
            return question.get();
        }
    };

    /**
     * Asks. Whatever the plugin throws, an Error too, comes out as it is.
     *
     * @param plugin the service whose code the question runs
     * @throws PluginHangsException if no answer comes
     */
    <T> T ask(Object plugin, Supplier<T> question);

    /** What people call the plugin. */
    default String name(Object plugin) {
        return plugin.getClass().getName();
    }
}
