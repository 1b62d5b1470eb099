/**
 * Turns a configuration file and a command line into the model. One class per kind of section:
 * {@code SupervisordSection}, {@code IncludeSection}, {@code ProgramSection}, {@code GroupSections}; what plugins
 * read is {@code PluginSections}. The options of supervisord's command line are the table {@code DaemonOption}.
 */
package org.supervisor4j.config.reader;
