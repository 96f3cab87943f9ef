package io.github.camelpika.track;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.Anteroom;
import io.github.camelpika.wait.Backoff;
import io.github.camelpika.wait.Door;
import io.github.camelpika.wait.FixedSchedule;
import io.github.camelpika.wait.Flight;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.GatewayEvents;
import io.github.camelpika.wait.Outage;
import io.github.camelpika.wait.Throttle;
import io.github.camelpika.wait.WaitPolicy;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/**
 * A consumer of the queue {@code q} with the key for a simulated Pika.
 */
final class KeyedHandler extends KeylessHandler {

    private static final Duration WAIT_TIMEOUT = Duration.ofHours(2);
    private static final HttpClient HTTP = HttpClients.custom().disableAutomaticRetries().disableRedirectHandling()
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(20, TimeUnit.SECONDS).build()).build();

    final GatewayClient client;
    private final GatewayAccess access;

    /**
     * @param workers which ask the gateway
     */
    KeyedHandler(PikaSimulator simulator, Timer timer, Executor workers) {
        this(simulator, timer, workers, Flight.UNCOUNTED);
    }

    /**
     * @param flight counts the tasks in flight
     */
    KeyedHandler(PikaSimulator simulator, Timer timer, Executor workers, Flight flight) {
        super(timer, WAIT_TIMEOUT);
        Backoff quick = new Backoff(() -> .01);
        client = new GatewayClient(Gateway.PIKA, URI.create(base(simulator)), simulator.apiKey(), HTTP, HTTP, timer);
        Throttle throttle = new Throttle(1_000, 10, timer, workers, quick, GatewayEvents.NONE);
        access = new GatewayAccess(client, new Door(throttle, new Anteroom(throttle, timer, Runnable::run, 1), flight), timer, quick,
                GatewayEvents.NONE, new Outage(timer));
    }

    static String base(PikaSimulator simulator) {
        return simulator.baseUri("pika").toString();
    }

    @Override
    public Optional<WaitPolicy> policy(TrackedTask task) {
        return Optional.of(new WaitPolicy(access, new FixedSchedule(Duration.ofMillis(250)), WAIT_TIMEOUT, WAIT_TIMEOUT,
                WAIT_TIMEOUT, false));
    }
}
