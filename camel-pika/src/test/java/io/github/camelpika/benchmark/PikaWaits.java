package io.github.camelpika.benchmark;

import java.time.Duration;

import io.github.camelpika.PikaComponent;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Waits in {@code pika:feed}.
 */
final class PikaWaits extends CamelWaits {

    private static final Duration LONG = Duration.ofDays(7);
    /** The most that can be set; no contender is asked to make more. */
    private static final int REQUESTS_PER_SECOND = 10_000;

    PikaWaits(AskedGateway gateway, Duration interval) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        PikaComponent pika = context.getComponent("pika", PikaComponent.class);
        pika.setMaxRequestsPerSecond(REQUESTS_PER_SECOND);
        pika.getConfiguration().setGateway("vapi");
        pika.getConfiguration().setBaseUri(gateway.address());
        pika.getConfiguration().setApiKey("key-of-a-benchmark");
        pika.getConfiguration().setWaitTimeout(LONG);
        pika.getConfiguration().setQueueTimeout(LONG);
        pika.getConfiguration().setPollSchedule("fixed");
        pika.getConfiguration().setPollInterval(interval);
        if (gateway.isScript()) {
            pika.setHttpComponent(scripted(gateway));
        }
        start(context, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:wait").to("pika:feed");
            }
        });
    }

    private static HttpComponent scripted(AskedGateway gateway) {
        return new HttpComponent() {
            @Override
            public Endpoint createEndpoint(String uri) throws Exception {
                HttpEndpoint endpoint = (HttpEndpoint) super.createEndpoint(uri);
                endpoint.setHttpClient(new InstantGateway(gateway::answer));
                return endpoint;
            }
        };
    }
}
