package org.supervisor4j.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people know a plugin by. */
class PluginInfoTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            file:///opt/supervisor/plugins/hello.jar#3,                 hello.jar
            file:///opt/supervisor/plugins/hello.jar#12,                hello.jar
            file:///opt/supervisor/plugins/my%20plugin%20%C3%BC.jar#1,  my plugin ü.jar
            file:///opt/supervisor/plugins/a+b%23c.jar#1,               a+b#c.jar
            file:///opt/supervisor/plugins/unpacked/#7,                 unpacked
            reference:file:lib/supervisor4j-core.jar,                   supervisor4j-core.jar
            inputstream:by%hand.jar,                                    inputstream:by%hand.jar
            """)
    void aPluginIsKnownByTheNameOfItsFile(String location, String fileName) {
        assertThat(PluginInfo.fileNameOf(location)).isEqualTo(fileName);
    }
}
