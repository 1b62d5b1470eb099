package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Version;

class PlainIdentityTest {

    private static PlainIdentity of(String file, String title, String version) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, title);
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        return PlainIdentity.of(new JarCopy(Path.of(file), Optional.of(manifest), List.of()), file);
    }

    @ParameterizedTest
    @CsvSource({
        "dice.jar, dice, 0.0.0",
        "dice-1.jar, dice, 1.0.0",
        "dice-1.2.3.jar, dice, 1.2.3",
        "dice-rolls-1.2-SNAPSHOT.jar, dice-rolls, 1.2.0.SNAPSHOT",
        "dice-v2.0.0-rc.1+7.jar, dice, 2.0.0.rc-1-7",
        "dice-99999999999.jar, dice, 999999999.0.0.99",
        "my dice (1).jar, my-dice-1-, 0.0.0",
        "..jar, -, 0.0.0",
        "würfel-2.jar, w-rfel-d92532c0, 2.0.0",
        "插件一.jar, --180951c, 0.0.0",
        "插件二.jar, --18095a8, 0.0.0",
    })
    void theFilesNameSaysIt(String file, String name, String version) {
        PlainIdentity identity = PlainIdentity.of(new JarCopy(Path.of(file), Optional.empty(), List.of()), file);
        assertThat(identity).isEqualTo(new PlainIdentity(name, version));
        assertThat(Version.parseVersion(identity.version())).hasToString(version);
    }

    @Test
    void theManifestSaysItBetter() {
        assertThat(of("a-1.jar", "Dice & more", "3.4")).isEqualTo(new PlainIdentity("Dice-more", "3.4.0"));
        assertThat(of("a-1.jar", " ", "${version}")).isEqualTo(new PlainIdentity("a", "0.0.0.-version-"));
    }
}
