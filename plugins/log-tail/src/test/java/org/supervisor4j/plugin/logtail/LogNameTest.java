package org.supervisor4j.plugin.logtail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.ProcessId;

class LogNameTest {

    @ParameterizedTest(name = "{0} is {3} of {1}:{2}")
    @CsvSource({"/cat, cat, cat, STDOUT", "/cat/stdout, cat, cat, STDOUT", "/cat/stderr, cat, cat, STDERR",
        "/grp:a, grp, a, STDOUT", "/grp:a/stderr, grp, a, STDERR", "/grp:a:b, grp, a:b, STDOUT",
        "/grp:*, grp, *, STDOUT", "/grp:, grp, '', STDOUT", "/, '', '', STDOUT"})
    void aPathNamesAProcessAndPerhapsAChannel(String path, String group, String name, LogName.Channel channel) {
        assertThat(LogName.parse(path)).contains(new LogName(new ProcessId(group, name), channel));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cat", "/cat/", "/cat/STDOUT", "/cat/syslog", "/cat/stdout/", "/cat/stdout/x", "//cat"})
    void anythingElseNamesNoLog(String path) {
        assertThat(LogName.parse(path)).isEmpty();
    }

    @Test
    void noPathNamesNoLog() {
        assertThat(LogName.parse(null)).isEmpty();
    }
}
