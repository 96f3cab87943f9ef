package io.github.camelpika.docs;

import java.time.Duration;

import org.apache.camel.builder.RouteBuilder;

import static io.github.camelpika.dsl.StaticEndpointBuilders.pika;

public class VideoRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:prompts").routeId("prompts")
                .to(pika("generate").ratio("9:16").style("Melt").queue("ads").idempotentKey("ad-${header.id}"));

        from(pika("feed").queue("ads").waitTimeout(Duration.ofMinutes(45))).routeId("videos")
                .to(pika("download").directory("{{videos:videos}}").fileName("${header.id}.mp4"));
    }
}
