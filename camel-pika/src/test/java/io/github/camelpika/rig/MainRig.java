package io.github.camelpika.rig;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.PikaSimulator;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;

/**
 * An application as Camel Main runs it, with its management port, and a simulated gateway whose tasks take a fraction of
 * a second.
 */
public final class MainRig implements AutoCloseable {

    final PikaSimulator simulator = PikaSimulator.builder()
            .durations(Durations.fixed(Duration.ofMillis(50), Duration.ofMillis(150))).start();
    final Main main = new Main();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();

    public MainRig(RoutesBuilder routes, Map<String, String> properties) throws Exception {
        main.addInitialProperty("camel.component.pika.gateway", "cometapi");
        main.addInitialProperty("camel.component.pika.baseUri", simulator.baseUri("cometapi").toString());
        main.addInitialProperty("camel.component.pika.apiKey", simulator.apiKey());
        main.addInitialProperty("camel.component.pika.pollInterval", "100");
        main.addInitialProperty("camel.management.enabled", "true");
        main.addInitialProperty("camel.management.host", "127.0.0.1");
        main.addInitialProperty("camel.management.port", String.valueOf(port));
        properties.forEach(main::addInitialProperty);
        main.configure().addRoutesBuilder(routes);
        main.start();
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    public ProducerTemplate template() throws Exception {
        return main.getCamelTemplate();
    }

    /**
     * Where another of the simulator's gateways is.
     */
    public String baseUri(String gateway) {
        return simulator.baseUri(gateway).toString();
    }

    /**
     * A page of the management port, with its status on the first line.
     */
    public String page(String path) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + "\n" + answer.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        main.stop();
        simulator.close();
    }
}
