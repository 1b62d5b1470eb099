package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A key with its own certificate, or one that another vouches for; made and used with the JDK's own programs. */
record SigningKey(Path store, Path certificate) {

    private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
    private static final String PASSWORD = "changeit";

    static SigningKey in(Path directory, String name) throws IOException, InterruptedException {
        SigningKey key = new SigningKey(directory.resolve(name + ".p12"), directory.resolve(name + ".pem"));
        key.keytool("-genkeypair", "-alias", "key", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name,
                "-ext", "bc:c");
        key.keytool("-exportcert", "-alias", "key", "-rfc", "-file", key.certificate.toString());
        return key;
    }

    /** Another key, with a certificate of this one. */
    SigningKey issue(String name) throws IOException, InterruptedException {
        Path directory = store.getParent();
        SigningKey other = new SigningKey(directory.resolve(name + ".p12"), directory.resolve(name + ".pem"));
        other.keytool("-genkeypair", "-alias", "key", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name);
        Path request = directory.resolve(name + ".csr");
        other.keytool("-certreq", "-alias", "key", "-file", request.toString());
        keytool("-gencert", "-alias", "key", "-rfc", "-infile", request.toString(), "-outfile", other.certificate.toString());
        other.keytool("-importcert", "-noprompt", "-alias", "issuer", "-file", certificate.toString());
        other.keytool("-importcert", "-noprompt", "-alias", "key", "-file", other.certificate.toString());
        return other;
    }

    void sign(Path jar) throws IOException, InterruptedException {
        run(List.of(BIN.resolve("jarsigner").toString(), "-keystore", store.toString(), "-storepass", PASSWORD, jar.toString(), "key"));
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(BIN.resolve("keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command, said).isZero();
    }
}
