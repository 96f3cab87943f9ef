package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.github.camelpika.rig.PikaRig;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A trace goes on after a wait, on whatever thread, and with a task through its queue. */
class TracingTest implements SpanProcessor {

    private final PikaRig rig = new PikaRig();
    private final List<ReadableSpan> spans = new CopyOnWriteArrayList<>();

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // told at the end
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        spans.add(span);
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @BeforeEach
    void start() throws Exception {
        rig.context.getRegistry().bind("tracer", SdkTracerProvider.builder().addSpanProcessor(this).build().get("test"));
        rig.context.getRegistry().bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        new OpenTelemetryTracer().init(rig.context);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate").to("pika:feed").to("mock:out");
                from("direct:queue").to("pika:generate?queue=films");
                from("pika:feed?queue=films").to("mock:film");
            }
        }).start();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private Set<String> traces() {
        return spans.stream().map(span -> span.getSpanContext().getTraceId()).collect(Collectors.toSet());
    }

    private List<String> names() {
        return spans.stream().map(ReadableSpan::getName).toList();
    }

    @Test
    void oneTraceLeadsThroughTheWait() {
        var sent = rig.context.createProducerTemplate().asyncSend("direct:in", exchange -> exchange.getMessage().setBody("a cat"));
        await().until(() -> {
            rig.advance(Duration.ofSeconds(5));
            return sent.isDone();
        });
        assertThat(names()).contains("in", "mock").filteredOn("pika"::equals).hasSize(2);
        assertThat(traces()).hasSize(1);
    }

    @Test
    void aTraceGoesThroughAQueue() {
        rig.template.sendBody("direct:queue", "a cat");
        rig.advance(Duration.ofMinutes(5));
        await().until(() -> names().contains("mock"));
        assertThat(traces()).hasSize(1);
    }
}
