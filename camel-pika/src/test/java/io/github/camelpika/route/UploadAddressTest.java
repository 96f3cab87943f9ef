package io.github.camelpika.route;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a gateway says that a picture is to be put is its word, and its word only.
 */
class UploadAddressTest {

    private static final byte[] GIF = "GIF89a and more of it".getBytes(StandardCharsets.ISO_8859_1);

    private final PikaRig rig = new PikaRig().use("pika");
    private final List<String> puts = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String base;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        rig.component.getConfiguration().setBaseUri(base);
        rig.start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        server.stop(0);
    }

    private Exchange upload(String address, int status, String location) {
        server.createContext("/v1/media/uploads", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] grant = ("{\"upload_url\":\"" + address + "\",\"headers\":{\"x-signed\":\"yes\",\"Content-Length\":\"1\",\"bad name\":\"x\"},"
                            + "\"url\":\"https://cdn.pika.example/1\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, grant.length);
            exchange.getResponseBody().write(grant);
            exchange.close();
        });
        server.createContext("/put", exchange -> {
            puts.add(exchange.getRequestMethod() + " " + exchange.getRequestBody().readAllBytes().length + " "
                     + exchange.getRequestHeaders().getFirst("x-signed") + " " + exchange.getRequestHeaders().containsKey("X-api-key"));
            exchange.getResponseHeaders().set("Location", location);
            byte[] said = "<Message>EntityTooLarge</Message>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        return rig.finish(rig.send("pika:generate?imageBody=true&prompt=it flies&submitTimeout=1s", GIF));
    }

    @ParameterizedTest
    @CsvSource({ "http://169.254.169.254/latest", "https://10.0.0.1/put", "https://localhost/put", "http://storage.example/put",
            "ftp://storage.example/put", "https://user@storage.example/put", "https://2130706433/put" })
    void anAddressThatIsNotOnTheInternetIsNotTaken(String address) {
        Exchange exchange = upload(address, 200, "/");
        assertThat(exchange.getException()).isInstanceOfSatisfying(PikaGatewayException.class, e -> {
            assertThat(e).hasMessageContaining("Pika did not take the image").hasMessageContaining("the address of the file");
            assertThat(e.isRetryable()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({ "413", "415", "403" })
    void whatTheStorageSaysIsTold(int status) {
        Exchange exchange = upload(base + "/put?signature=1", status, "/");
        assertThat(exchange.getException()).isInstanceOfSatisfying(PikaGatewayException.class, e -> {
            assertThat(e.getHttpStatus()).isEqualTo(status);
            assertThat(e).hasMessageContaining("EntityTooLarge");
        });
        assertThat(puts).containsExactly("PUT " + GIF.length + " yes false");
    }

    @Test
    void aRedirectIsNotFollowed() {
        Exchange exchange = upload(base + "/put", 307, base + "/put");
        assertThat(exchange.getException()).isInstanceOf(PikaGatewayException.class);
        assertThat(puts).hasSize(1);
    }
}
