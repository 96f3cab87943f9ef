package io.github.camelpika.observe.board;

import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The board on the management port of Camel Main, without a route. Only here is the server of Camel Main known.
 */
final class ManagementBoard extends ServiceSupport {

    private static final String PREFIX = "?matchOnUriPrefix=true";

    private final ManagementHttpServer server;
    private final Endpoint board;
    private final String path;
    private Producer producer;
    private VertxPlatformHttpConsumer consumer;

    private ManagementBoard(ManagementHttpServer server, Endpoint board, String path) {
        this.server = server;
        this.board = board;
        this.path = path;
    }

    /**
     * @param board what to send requests to
     * @return      null if the context has no management server
     */
    static ManagementBoard of(CamelContext context, Endpoint board, String path) {
        ManagementHttpServer server = context.hasService(ManagementHttpServer.class);
        return server == null ? null : new ManagementBoard(server, board, path);
    }

    @Override
    protected void doStart() throws Exception {
        CamelContext context = board.getCamelContext();
        PlatformHttpComponent http = context.getComponent("platform-http", PlatformHttpComponent.class);
        PlatformHttpEndpoint endpoint = new PlatformHttpEndpoint("platform-http:" + path + PREFIX, path, http);
        endpoint.setCamelContext(context);
        endpoint.setMatchOnUriPrefix(true);
        producer = board.createProducer();
        consumer = new VertxPlatformHttpConsumer(endpoint, producer, List.of(),
                VertxPlatformHttpRouter.getRouterNameFromPort(server.getPort()));
        ServiceHelper.startService(endpoint, producer, consumer);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopAndShutdownServices(consumer, producer);
    }
}
