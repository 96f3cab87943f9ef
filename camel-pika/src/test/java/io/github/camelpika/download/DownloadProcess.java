package io.github.camelpika.download;

import io.github.camelpika.PikaComponent;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * One download in a process of its own, to be killed. Arguments: the base URI, the address, the directory.
 */
final class DownloadProcess {

    private DownloadProcess() {
    }

    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext(); ProducerTemplate template = context.createProducerTemplate()) {
            context.getComponent("pika", PikaComponent.class).getConfiguration().setBaseUri(args[0]);
            context.start();
            template.requestBody("pika:download?fileName=v.mp4&directory=" + args[2], args[1]);
        }
    }
}
