package io.github.camelpika.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.camelpika.PikaEndpoint;
import io.github.camelpika.feed.PikaWebhookHandler;
import io.github.camelpika.rig.HostileJson;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.runtime.CallbackSignature;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What a caller of the webhook could send who knows a signature. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileCallbacksTest {

    private static final int CASES = 2_000;

    @Test
    void everyCallbackIsAnsweredAndNoneIsAFact() throws Exception {
        HostileJson json = new HostileJson(11, HostileJson.SAMPLES);
        try (PikaRig rig = new PikaRig().start()) {
            PikaEndpoint endpoint = rig.context.getEndpoint("pika:feed", PikaEndpoint.class);
            PikaWebhookHandler handler = (PikaWebhookHandler) endpoint.createWebhookHandler(exchange -> {
                throw new AssertionError("a callback got into the route");
            });
            handler.start();
            Map<String, Object> signed = Map.of(CallbackSignature.SUBMISSION, "s1",
                    CallbackSignature.SIGNATURE, CallbackSignature.of(endpoint.getConfiguration()).sign("s1"));
            for (int i = 0; i < CASES; i++) {
                Exchange exchange = endpoint.createExchange();
                String body = json.next();
                exchange.getMessage().setBody(body);
                exchange.getMessage().setHeaders(new HashMap<>(signed));

                handler.process(exchange);

                assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).as(body).isIn(List.of(200, 400, 413));
                assertThat(exchange.getMessage().getBody()).isNull();
            }
            assertThat(rig.simulator.requests()).isEmpty();
            handler.stop();
        }
    }
}
