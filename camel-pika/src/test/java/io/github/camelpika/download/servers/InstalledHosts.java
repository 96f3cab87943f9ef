package io.github.camelpika.download.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The servers that a system has: each is there only if its program is. {@code .ci/servers} installs Debian's.
 */
final class InstalledHosts {

    private static final int PATIENCE = 50;

    private InstalledHosts() {
    }

    static Map<String, FileHost.Starter> all() {
        Map<String, FileHost.Starter> all = new LinkedHashMap<>();
        add(all, "nginx", "nginx", folder -> nginx(folder, ""));
        add(all, "nginx without ETags", "nginx", folder -> nginx(folder, "etag off;"));
        add(all, "Apache", "apache2", folder -> apache(folder, "FileETag MTime Size"));
        add(all, "Apache with ETags of the content", "apache2", folder -> apache(folder, "FileETag Digest"));
        add(all, "Caddy", "caddy", InstalledHosts::caddy);
        add(all, "lighttpd", "lighttpd", InstalledHosts::lighttpd);
        return all;
    }

    private static void add(Map<String, FileHost.Starter> all, String name, String program, FileHost.Starter starter) {
        if (program(program) != null) {
            all.put(name, starter);
        }
    }

    private static Path program(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst().orElse(null);
    }

    private static FileHost nginx(Path folder, String more) throws Exception {
        int port = freePort();
        Path conf = write(folder, "nginx.conf", """
                daemon off; master_process off; pid %1$s/pid; error_log %1$s/error.log;
                events {}
                http { access_log off; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s; sendfile on;
                  server { listen 127.0.0.1:%2$d; root %3$s; %4$s } }
                """.formatted(state(folder), port, folder, more));
        return run(folder, port, "nginx", "-p", state(folder).toString(), "-c", conf.toString());
    }

    private static FileHost apache(Path folder, String more) throws Exception {
        int port = freePort();
        StringBuilder modules = new StringBuilder();
        for (String module : List.of("mpm_event", "authz_core")) {
            modules.append("LoadModule ").append(module).append("_module /usr/lib/apache2/modules/mod_").append(module).append(".so\n");
        }
        Path conf = write(folder, "apache.conf", """
                %5$sServerName localhost
                User www-data
                Group www-data
                Listen 127.0.0.1:%2$d
                PidFile %1$s/pid
                DefaultRuntimeDir %1$s
                ErrorLog %1$s/error.log
                DocumentRoot %3$s
                %4$s
                """.formatted(state(folder), port, folder, more, modules));
        return run(folder, port, "apache2", "-X", "-f", conf.toString());
    }

    private static FileHost caddy(Path folder) throws Exception {
        int port = freePort();
        return run(folder, port, "caddy", "file-server", "--root", folder.toString(), "--listen", "127.0.0.1:" + port);
    }

    private static FileHost lighttpd(Path folder) throws Exception {
        int port = freePort();
        Path conf = write(folder, "lighttpd.conf", """
                server.bind = "127.0.0.1"
                server.port = %d
                server.document-root = "%s"
                """.formatted(port, folder));
        return run(folder, port, "lighttpd", "-D", "-f", conf.toString());
    }

    private static Path state(Path folder) throws IOException {
        return Files.createDirectories(folder.resolveSibling("server"));
    }

    private static Path write(Path folder, String name, String text) throws IOException {
        return Files.writeString(state(folder).resolve(name), text);
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static FileHost run(Path folder, int port, String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program(program).toString()));
        command.addAll(List.of(arguments));
        Path log = state(folder).resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("HOME", state(folder).toString());
        Process process = builder.start();
        for (int tries = 0; !answers(port); tries++) {
            if (tries == PATIENCE || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(program + " doesn't start: " + Files.readString(log));
            }
        }
        return FileHost.of(port, () -> {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        });
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
