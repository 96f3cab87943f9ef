package io.github.camelpika.gateway;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A server that reads each request whole, counts it, and then does to the connection what the test says, down to the
 * byte.
 */
final class TestGateway implements AutoCloseable {

    /** The request is counted before; the connection is closed after. */
    interface Behaviour {
        void answer(Socket socket, OutputStream out) throws IOException;
    }

    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final ServerSocket server;
    private final Behaviour behaviour;

    TestGateway(Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "test-gateway");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The status line, the headers, and a body whose length is announced.
     */
    static Behaviour says(int status, String body, String... headers) {
        return (socket, out) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            out.write(head(status, "Content-Length: " + bytes.length, headers));
            out.write(bytes);
        };
    }

    static byte[] head(int status, String length, String... headers) {
        return ("HTTP/1.1 " + status + " Whatever\r\nConnection: close\r\n" + length + "\r\n"
                + String.join("", List.of(headers).stream().map(header -> header + "\r\n").toList())
                + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    serve(socket);
                } catch (IOException e) {
                    if (server.isClosed()) {
                        return;
                    }
                }
            }
        } catch (RuntimeException e) {
            requests.add("failed: " + e);
        }
    }

    private void serve(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            request.append((char) next);
        }
        String lower = request.toString().toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16, lower.indexOf("\r\n", at)).strip());
        request.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        requests.add(request.toString());
        behaviour.answer(socket, socket.getOutputStream());
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
