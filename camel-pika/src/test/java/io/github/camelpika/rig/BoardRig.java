package io.github.camelpika.rig;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.main.MainHttpServer;

/**
 * The board of a context on an HTTP server, and somebody who asks it.
 */
public final class BoardRig implements AutoCloseable {

    public final PikaRig rig;
    public final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * @param options of {@code pika:board}, such as {@code boardActions=true}
     */
    public BoardRig(PikaRig rig, String options, RouteBuilder routes) throws Exception {
        this.rig = rig;
        MainHttpServer server = new MainHttpServer();
        server.setCamelContext(rig.context);
        server.setHost("127.0.0.1");
        server.setPort(freePort());
        rig.context.addService(server);
        address = URI.create("http://127.0.0.1:" + server.getPort() + "/pika/");
        rig.with(routes).with(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/pika?matchOnUriPrefix=true").to("pika:board?" + options);
            }
        }).start();
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param path    from where the board begins
     * @param headers names and values
     */
    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    public HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
        return client.send(request(path, headers).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What is on the board.
     */
    public JsonNode board(String query, String... headers) {
        HttpResponse<String> answer = get("api/board" + query, headers);
        try {
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        rig.close();
    }
}
