package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.Supervisor;

class ExtensionPointTest {

    private static final String API = Supervisor.class.getPackageName();

    /** What plugins implement, but do not register: the daemon gets it from an extension point, or elsewhere. */
    private static final Set<String> MADE_BY_OTHERS = Set.of(
            API + ".ctl.CtlCommand", // of supervisorctl
            API + ".event.Event",
            API + ".log.LogOutlet", API + ".log.LogSink", API + ".log.LogSinkFactory",
            API + ".log.RotationPolicy", API + ".log.RotationTrigger",
            API + ".program.ChildDialogue", API + ".program.GroupHooks", API + ".program.GroupType");

    @Test
    void whatPluginsImplementIsAnExtensionPointOrComesFromOne() throws Exception {
        List<String> points = Arrays.stream(ExtensionPoint.values()).map(ExtensionPoint::type).toList();
        assertThat(consumerTypes()).isNotEmpty()
                .allSatisfy(type -> assertThat(points.contains(type) ^ MADE_BY_OTHERS.contains(type)).as(type).isTrue());
    }

    @Test
    void allOfTheApiAreThere() throws Exception {
        for (ExtensionPoint point : ExtensionPoint.values()) {
            if (point.type().startsWith(API)) {
                assertThat(Class.forName(point.type())).isNotNull();
            }
            assertThat(ExtensionPoint.of(point.type())).contains(point);
        }
        assertThat(ExtensionPoint.of("java.lang.Runnable")).isEmpty();
    }

    @Test
    void oneOfItsPropertiesIsEnough() {
        assertThat(ExtensionPoint.RPC_NAMESPACE.missingOf(Set.of("supervisor4j.rpc.factory"))).isEmpty();
        assertThat(ExtensionPoint.RPC_NAMESPACE.missingOf(Set.of("other"))).containsExactly("supervisor4j.rpc.factory", "supervisor4j.rpc.prefix");
        assertThat(ExtensionPoint.CONFIGURATION_SECTION.missingOf(Set.of())).isEmpty();
    }

    /** The annotation is not there at run time, but its name is in the class. */
    private static List<String> consumerTypes() throws IOException, URISyntaxException {
        URI place = Supervisor.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        if (Files.isDirectory(Path.of(place))) {
            return consumerTypes(Path.of(place));
        }
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(place), Map.of())) {
            return consumerTypes(jar.getPath("/"));
        }
    }

    private static List<String> consumerTypes(Path root) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("Lorg/osgi/annotation/versioning/ConsumerType;")) {
                    found.add(root.relativize(file).toString().replaceFirst("\\.class$", "").replace('/', '.'));
                }
            }
        }
        return found;
    }
}
