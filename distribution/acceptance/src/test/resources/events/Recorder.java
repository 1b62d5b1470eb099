import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes every event that it is sent to a file; reads characters, which are UTF-16 to it. */
void main(String[] arguments) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (true) {
        System.out.print("READY\n");
        System.out.flush();
        String header = in.readLine();
        if (header == null) {
            return;
        }
        int length = Integer.parseInt(header.substring(header.lastIndexOf(':') + 1));
        StringBuilder payload = new StringBuilder();
        for (int i = 0; i < length; i++) {
            char unit = (char) in.read();
            payload.append(unit);
            if (Character.isHighSurrogate(unit)) {
                payload.append((char) in.read()); // the other half of the same character
            }
        }
        Files.writeString(Path.of(arguments[0]), "@" + header + "\n" + payload + "\n", StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        System.out.print("RESULT 2\nOK");
        System.out.flush();
    }
}
