package io.github.camelpika.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs of database servers that are installed here. Those refuse to run as root, so for root they run as nobody.
 */
final class Server {

    private static final String NOBODY = "65534";

    private Server() {
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    static Process start(Path log, Object... command) throws IOException {
        List<String> line = new ArrayList<>();
        if (isRoot()) {
            line.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        for (Object each : command) {
            line.add(each.toString());
        }
        return new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    static void run(Path log, Object... command) throws IOException, InterruptedException {
        if (start(log, command).waitFor() != 0) {
            throw new IOException(List.of(command) + " failed:\n" + Files.readString(log));
        }
    }

    /**
     * A new directory that belongs to who runs the programs.
     */
    static Path directory(Path parent, String name) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(parent.resolve(name));
        if (isRoot()) {
            new ProcessBuilder("chown", NOBODY + ":" + NOBODY, directory.toString()).inheritIO().start().waitFor();
        }
        return directory;
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
