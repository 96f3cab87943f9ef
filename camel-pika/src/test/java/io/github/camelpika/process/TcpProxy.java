package io.github.camelpika.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A line to a port of this machine that can be cut: what is sent then disappears, and no end is told, as with a cable
 * that was pulled. When it is restored, both ends learn that the connections from before are no more.
 */
final class TcpProxy implements AutoCloseable {

    private final int target;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    TcpProxy(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void cut() {
        cut = true;
        pairs.forEach(pair -> pair.dead = true);
    }

    void restore() {
        cut = false;
        pairs.stream().filter(pair -> pair.dead).forEach(Pair::close);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Pair pair = new Pair(door.accept());
                pairs.add(pair);
                pair.dead = cut;
                threads.execute(pair::connect);
            } catch (IOException e) {
                // closed
                return;
            }
        }
    }

    /** One connection through the proxy. */
    private final class Pair {

        private final Socket near;
        private Socket far;
        private volatile boolean dead;

        Pair(Socket near) {
            this.near = near;
        }

        void connect() {
            if (dead) {
                return;
            }
            try {
                far = new Socket(InetAddress.getLoopbackAddress(), target);
                far.setTcpNoDelay(true);
                near.setTcpNoDelay(true);
                threads.execute(() -> pipe(far, near));
                pipe(near, far);
            } catch (IOException e) {
                close();
            }
        }

        private void pipe(Socket from, Socket to) {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (!dead) {
                        out.write(buffer, 0, n);
                    }
                }
            } catch (IOException e) {
                // one end is gone, and the other learns it below
            }
            if (!dead) {
                close();
            }
        }

        void close() {
            pairs.remove(this);
            close(near);
            close(far);
        }

        private void close(Socket socket) {
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException e) {
                // was closed before
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        pairs.forEach(Pair::close);
        threads.shutdownNow();
    }
}
