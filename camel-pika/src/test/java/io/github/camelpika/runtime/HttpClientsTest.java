package io.github.camelpika.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Addresses of gateways come with messages: clients of those that nobody uses any more are closed, and no other.
 */
class HttpClientsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HttpClients clients = new HttpClients(context, null);
    private final CountDownLatch answers = new CountDownLatch(1);
    private HttpServer server;

    /** As an access has a client. */
    private record Access(HttpClient client) {

        private int get(URI uri) throws IOException {
            int status = client.execute(new HttpGet(uri), response -> response.getCode());
            return this.client == null ? 0 : status;
        }
    }

    @BeforeEach
    void start() throws IOException {
        context.start();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            try {
                answers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        answers.countDown();
        clients.stop();
        context.stop();
        server.stop(0);
    }

    private Access access(int port) {
        return clients.forGateway(URI.create("http://127.0.0.1:" + port), (queries, submissions) -> new Access(queries));
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Test
    void clientsOfGatewaysThatNobodyUsesAnyMoreAreClosed() {
        for (int port = 20_000; port < 21_500; port++) {
            access(port);
        }
        await().until(() -> {
            System.gc();
            access(30_000);
            return clients.size() < 10;
        });
    }

    @Test
    void aClientThatIsInUseStaysAndIsSharedWithWhoComesLater() throws Exception {
        Access used = access(uri().getPort());
        CompletableFuture<Integer> underWay = CompletableFuture.supplyAsync(() -> {
            try {
                return access(uri().getPort()).get(uri());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 20; i++) {
            access(20_000 + i);
            System.gc();
        }
        assertThat(access(uri().getPort()).client()).isSameAs(used.client());
        answers.countDown();
        assertThat(underWay.get()).isEqualTo(204);
        assertThat(used.get(uri())).isEqualTo(204);
    }

    @Test
    void aCallThatIsUnderWayKeepsItsClient() throws Exception {
        CompletableFuture<Integer> underWay = CompletableFuture.supplyAsync(() -> {
            try {
                return access(uri().getPort()).get(uri());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 20; i++) {
            access(20_000 + i);
            System.gc();
        }
        answers.countDown();
        assertThat(underWay.get()).isEqualTo(204);
    }
}
