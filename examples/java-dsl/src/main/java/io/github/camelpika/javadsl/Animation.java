package io.github.camelpika.javadsl;

import java.util.List;
import java.util.Map;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Camel with the component and the routes, put together in Java.
 */
final class Animation implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template = context.createProducerTemplate();

    /**
     * @param options    where the gateway is, and the key for it
     * @param properties those in the routes that are not to be the default
     */
    Animation(PikaConfiguration options, Map<String, String> properties, Report report) throws Exception {
        PikaComponent pika = new PikaComponent();
        pika.setConfiguration(options);
        context.addComponent("pika", pika);
        properties.forEach(context.getPropertiesComponent()::addInitialProperty);
        context.addRoutes(new AnimateRoutes(report));
        context.start();
    }

    /**
     * Returns when it is clear what became of each, which the component's time limits see to.
     */
    void animate(List<Photo> photos) {
        template.sendBody("direct:photos", photos);
    }

    /**
     * Takes up the wait for a task again.
     */
    void await(String taskId) {
        template.sendBody("direct:await", taskId);
    }

    @Override
    public void close() {
        context.stop();
    }
}
