package io.github.camelpika.javadsl;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.model.TaskState;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

import static io.github.camelpika.dsl.StaticEndpointBuilders.pika;

/**
 * Photos become videos, and whatever else can become of them is dealt with.
 */
final class AnimateRoutes extends RouteBuilder {

    private static final String APPEND = "&fileExist=Append&appendChars=\\n";

    private final Report report;

    AnimateRoutes(Report report) {
        this.report = report;
    }

    @Override
    public void configure() {
        errors();

        from("direct:photos").routeId("photos")
                .split(body()).parallelProcessing()
                    .setProperty("prompt", simple("${body.prompt}"))
                    .setHeader(PikaConstants.IMAGE, simple("${body.image}"))
                    .setBody(exchangeProperty("prompt"))
                    .to("direct:animate")
                .end();

        from("direct:animate").routeId("animate")
                .to(pika("generate").motion(2).cameraZoom("in"))
                .to("direct:await");

        // Takes a task id as well: a wait that was given up can be taken up again here.
        from("direct:await").routeId("await")
                .to(pika("feed").throwExceptionOnFailure(false).waitTimeout("{{animate.waitTimeout:30m}}"))
                .choice()
                    .when(header(PikaConstants.STATE).isEqualTo(TaskState.SUCCEEDED.name()))
                        .to(pika("download").directory("{{animate.videos:target/videos}}"))
                        .bean(report, "succeeded")
                    .when(header(PikaConstants.STATE).in(TaskState.FAILED.name(), TaskState.CANCELLED.name()))
                        .bean(report, "failed")
                    .otherwise()
                        .to("direct:later")
                .end();

        from("direct:later").routeId("later")
                .setBody(simple("${header.CamelPikaTaskId}\t${exchangeProperty.prompt}"))
                .to("file:{{animate.notes:target/notes}}?fileName=for-later.txt" + APPEND)
                .bean(report, "later");

        from("direct:lookUp").routeId("lookUp")
                .setBody(simple("${date:now:yyyy-MM-dd HH:mm:ss}\t${exchangeProperty.prompt}\t${exception.reason}"))
                .to("file:{{animate.notes:target/notes}}?fileName=to-be-looked-up.txt" + APPEND)
                .bean(report, "unknown");
    }

    private void errors() {
        // The gateway may have the job: only a person who looks into its console knows whether to submit it again.
        onException(PikaSubmissionUnknownException.class)
                .maximumRedeliveries(0)
                .handled(true)
                .to("direct:lookUp");

        // The component has tried for submitTimeout by itself; this is for outages that take longer.
        onException(PikaGatewayException.class).onWhen(AnimateRoutes::mayWorkLater)
                .maximumRedeliveries(5)
                .redeliveryDelay("{{animate.redeliveryDelay:30s}}")
                .useExponentialBackOff().backOffMultiplier(2)
                .asyncDelayedRedelivery()
                .handled(true)
                .bean(report, "broken");

        onException(Exception.class)
                .handled(true)
                .bean(report, "broken");
    }

    private static boolean mayWorkLater(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, PikaGatewayException.class).isRetryable();
    }
}
