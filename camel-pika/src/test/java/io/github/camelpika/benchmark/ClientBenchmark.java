package io.github.camelpika.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import io.github.camelpika.gateway.Answer;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.time.SystemTimer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/**
 * The CPU that one poll takes through the component's client, over a bare HttpClient 5 that makes the same GET and a
 * Jackson parse. Both ask the same server, in turns, one call after the other. The argument is the number of rounds.
 */
final class ClientBenchmark {

    private static final int POLLS = 8_000;
    private static final int WARM_UP = 3;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final String KEY = "key-of-a-benchmark";
    private static final OperatingSystemMXBean SYSTEM
            = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private interface Poll {
        boolean isRunning() throws Exception;
    }

    private ClientBenchmark() {
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1);
        alarms.setRemoveOnCancelPolicy(true);
        // on a node that waits for many tasks some alarm always comes before that of a call, which hence wakes no thread
        alarms.scheduleAtFixedRate(() -> { }, 1, 1, TimeUnit.SECONDS);
        try (ChildJvm server = CheapGateway.start(Duration.ofDays(1).toSeconds(), 0, Duration.ZERO);
             CloseableHttpClient bare = HttpClients.createDefault();
             DefaultCamelContext context = new DefaultCamelContext()) {
            String address = server.answer();
            HttpClient camels = camels(context, address);
            GatewayClient client = new GatewayClient(Gateway.VAPI, URI.create(address), KEY, camels, camels,
                    new SystemTimer(alarms));
            JsonMapper mapper = JsonMapper.builder().build();
            run(rounds, () -> bare(bare, mapper, address + "/pika/feed/t-1"),
                    () -> client.query("t-1", false) instanceof Answer.Known known && !known.task().state().isEnded());
        }
        alarms.shutdownNow();
    }

    /** As the component has its own made, with the settings of Camel's HTTP component. */
    private static HttpClient camels(DefaultCamelContext context, String address) throws Exception {
        HttpEndpoint endpoint = (HttpEndpoint) context.getComponent("http", HttpComponent.class).createEndpoint(address);
        endpoint.getClientBuilder().disableAutomaticRetries().disableRedirectHandling().disableCookieManagement();
        return endpoint.getHttpClient();
    }

    private static boolean bare(CloseableHttpClient client, JsonMapper mapper, String url) throws IOException {
        HttpGet get = new HttpGet(url);
        get.setHeader("Authorization", "Bearer " + KEY);
        get.setHeader("Accept", "application/json");
        return client.execute(get, response -> mapper.readTree(response.getEntity().getContent()))
                .at("/videos/0/status").asText().equals("pending");
    }

    private static void run(int rounds, Poll bare, Poll ours) throws Exception {
        List<Double> ofBare = new ArrayList<>();
        List<Double> ofOurs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            double one = micros(bare);
            double other = micros(ours);
            if (round >= 0) {
                ofBare.add(one);
                ofOurs.add(other);
                ratios.add(other / one);
            }
        }
        System.out.printf(Locale.ROOT, "|what |CPU a poll, µs |of the bare one%n|HttpClient 5 and Jackson |%.0f |1.00%n"
                                       + "|*the component's client* |%.0f |*%.2f*%n", Median.of(ofBare), Median.of(ofOurs),
                Median.of(ratios));
    }

    /** Of the whole process, with what other threads do for a poll. */
    private static double micros(Poll poll) throws Exception {
        System.gc();
        long before = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < POLLS; i++) {
            if (!poll.isRunning()) {
                throw new IllegalStateException("The task is not running");
            }
        }
        return (SYSTEM.getProcessCpuTime() - before) / NANOS_PER_MICRO / POLLS;
    }
}
