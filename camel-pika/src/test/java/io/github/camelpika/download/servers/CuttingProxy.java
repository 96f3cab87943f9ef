package io.github.camelpika.download.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A line to a server that breaks after so many bytes of an answer, once for each number that it was given.
 */
final class CuttingProxy implements AutoCloseable {

    final AtomicLong passed = new AtomicLong();
    private final int target;
    private final Deque<Integer> cuts = new ConcurrentLinkedDeque<>();
    private final Runnable afterACut;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * @param afterACut done before the other end learns that the line is broken
     */
    CuttingProxy(int target, Runnable afterACut, Integer... cuts) throws IOException {
        this.target = target;
        this.afterACut = afterACut;
        this.cuts.addAll(List.of(cuts));
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                threads.execute(() -> pass(client, server));
                threads.execute(() -> answer(server, client));
            } catch (IOException e) {
                // closed
                return;
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // the line is broken
        }
    }

    private void answer(Socket from, Socket to) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            long sent = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                Integer cut = cuts.peek();
                int now = cut == null ? n : (int) Math.min(n, cut - sent);
                out.write(buffer, 0, now);
                sent += now;
                passed.addAndGet(now);
                if (cut != null && sent >= cut) {
                    cuts.remove();
                    afterACut.run();
                    return;
                }
            }
        } catch (IOException e) {
            // the line is broken
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
