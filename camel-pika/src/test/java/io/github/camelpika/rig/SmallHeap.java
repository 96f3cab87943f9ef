package io.github.camelpika.rig;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.process.ConstantMemoryTest;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What {@link ConstantMemoryTest} runs in a JVM of its own: one download to a directory, and one through the body into
 * a file that Camel's file component writes.
 */
public final class SmallHeap {

    private SmallHeap() {
    }

    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext(); ProducerTemplate template = context.createProducerTemplate()) {
            PikaComponent pika = context.getComponent("pika", PikaComponent.class);
            pika.getConfiguration().setBaseUri(args[0]);
            pika.getConfiguration().setApiKey(args[1]);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:directory").to("pika:download?fileName=direct.mp4&directory=" + args[3]);
                    from("direct:body").to("pika:download").to("direct:written");
                    // a step between, where Camel's stream caching would have its chance
                    from("direct:written").to("file:" + args[3] + "?fileName=body.mp4");
                }
            });
            context.start();
            template.sendBody("direct:directory", args[2]);
            template.sendBody("direct:body", args[2]);
        }
    }
}
