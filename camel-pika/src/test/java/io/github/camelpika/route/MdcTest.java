package io.github.camelpika.route;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelpika.PikaTaskEvent;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.mdc.MDCService;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.spi.MDCAdapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Log lines of the wait and of the route after it have the task id, and leave it on no thread. */
class MdcTest {

    private static final String KEY = "CamelPikaTaskId";

    private final PikaRig rig = new PikaRig();
    private final List<String> inWait = new CopyOnWriteArrayList<>();
    private final List<String> inRoute = new CopyOnWriteArrayList<>();
    private MDCAdapter before;

    /** The logger of tests has no MDC of its own. */
    private static void use(MDCAdapter adapter) throws Exception {
        Field field = MDC.class.getDeclaredField("MDC_ADAPTER");
        field.setAccessible(true);
        field.set(null, adapter);
    }

    @BeforeEach
    void start() throws Exception {
        before = MDC.getMDCAdapter();
        use(new BasicMDCAdapter());
        MDCService mdc = new MDCService();
        mdc.setCamelContext(rig.context);
        mdc.setCustomHeaders(KEY);
        mdc.init(rig.context);
        rig.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof PikaTaskEvent task && task.getWhat() != PikaTaskEvent.What.SUBMITTED) {
                    inWait.add(String.valueOf(MDC.get(KEY)));
                }
            }
        });
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate").to("pika:feed")
                        .process(exchange -> inRoute.add(String.valueOf(MDC.get(KEY))));
            }
        }).start();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        use(before);
    }

    @Test
    void theTaskIdIsInTheWaitAndInTheRouteAfterIt() {
        var sent = rig.context.createProducerTemplate().asyncSend("direct:in", exchange -> exchange.getMessage().setBody("a cat"));
        await().until(() -> {
            rig.advance(Duration.ofSeconds(5));
            return sent.isDone();
        });
        assertThat(inWait).isNotEmpty().allMatch(id -> !id.equals("null"));
        assertThat(Set.copyOf(inWait)).hasSize(1).containsExactlyElementsOf(inRoute);
        assertThat(MDC.get(KEY)).isNull();
    }
}
