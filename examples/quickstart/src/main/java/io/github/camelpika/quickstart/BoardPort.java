package io.github.camelpika.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Where the board is served.
 */
final class BoardPort {

    static final String PROPERTY = "camel.server.port";

    private static final int USUAL = 8080;
    private static final int ANY = 0;

    private BoardPort() {
    }

    /**
     * The usual one, or any other if something has it.
     */
    static int free() throws IOException {
        try {
            return opened(USUAL);
        } catch (IOException e) {
            return opened(ANY);
        }
    }

    private static int opened(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static String address(String port) {
        return "http://localhost:" + port + "/pika/";
    }
}
