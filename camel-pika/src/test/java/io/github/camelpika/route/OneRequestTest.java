package io.github.camelpika.route;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The HTTP client does nothing by itself: left alone it would post again on 503, and follow a redirect.
 */
class OneRequestTest {

    private final PikaRig rig = new PikaRig();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        rig.component.getConfiguration().setBaseUri("http://127.0.0.1:" + server.getAddress().getPort());
        HttpComponent http = rig.context.getComponent("http", HttpComponent.class);
        http.setFollowRedirects(true);
        http.setAutomaticRetriesDisabled(false);
        rig.start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        server.stop(0);
    }

    private Exchange generate(int status, String location) {
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(requests.size() == 1 ? status : 200, -1);
            exchange.close();
        });
        return rig.send("pika:generate", "a cat").getNow(null);
    }

    @Test
    void aServiceThatIsUnavailableIsPostedToOnce() {
        assertThat(generate(503, "/").getException()).isInstanceOf(PikaSubmissionUnknownException.class);
        assertThat(requests).containsExactly("POST /pika/pro/generate");
    }

    @Test
    void aRedirectIsNotFollowed() {
        assertThat(generate(307, "/elsewhere").getException()).isInstanceOf(PikaSubmissionUnknownException.class)
                .hasMessageContaining("/elsewhere");
        assertThat(requests).containsExactly("POST /pika/pro/generate");
    }
}
