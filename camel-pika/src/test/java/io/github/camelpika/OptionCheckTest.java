package io.github.camelpika;

import io.github.camelpika.rig.PikaRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionCheckTest {

    private final PikaRig rig = new PikaRig().start();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private String refusal(String uri) {
        try {
            rig.context.getEndpoint(uri);
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause.getMessage();
        }
        throw new AssertionError(uri + " was not refused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "pika:generate?prompt=${body}                  | prompt contains a placeholder | CamelPikaPrompt",
            "pika:generate?prompt=$simple{body}            | prompt contains a placeholder | CamelPikaPrompt",
            "pika:generate?callbackUrl=https://x.example/${header.id} | callbackUrl contains | CamelPikaCallbackUrl",
            "pika:generate?apiKey=${PIKA_KEY}              | set PIKA_KEY in the environment | {{env:PIKA_KEY}}",
            "pika:generate?images=${body}                  | images contains a placeholder | CamelPikaImages",
            "pika:generate?input.fps=${body}               | input.fps contains a placeholder | a body that is a Map or JSON",
            "pika:generate?gateway=pika&model=2.2          | model '2.2' is none of Pika's own API | 2.5",
            "pika:generate?gateway=fal&model=2.5           | model '2.5' is none of fal | 2.2",
            "pika:generate?gateway=fal&duration=7          | duration '7' is none | input.duration",
            "pika:generate?gateway=fal&image=cat.png       | image 'cat.png' | as a data URI",
            "pika:generate?gateway=pika&images=cat.png     | images 'cat.png' is not a URL | https://",
            "pika:feed?unitPrice=-1                        | unitPrice -1 is negative | US dollars",
            "pika:feed?unitPrice=cheap                     | unitPrice 'cheap' is not valid | a number",
            "pika:generate?duration=0                      | duration 0 | 5 or 10",
            "pika:feed?taskId=${header.id}                 | taskId contains a placeholder | CamelPikaTaskId",
            "pika:feed?progressUri=log:${header.id}        | progressUri contains a placeholder | toD",
            "pika:download?directory=${header.dir}         | directory contains a placeholder | toD",
            "pika:generate?gateway=nowhere                 | gateway 'nowhere' | cometapi, vapi, yescale, yutoai, pika, fal",
            "pika:feed?callbackKeysUri=jwks.json           | callbackKeysUri 'jwks.json' is not valid | https://",
            "pika:feed?callbackKeysUri=ftp://x.example/k   | callbackKeysUri 'ftp://x.example/k' is not valid | https://",
            "pika:feed?callbackKeysUri=https://u:p@x.example/k | callbackKeysUri 'https://x.example/k' is not valid | https://",
            "pika:feed?callbackKeysUri=http://x.example/k  | callbackKeysUri 'http://x.example/k' is plain http | allowHttp=true",
            "pika:generate?baseUri=ftp://x.example         | baseUri 'ftp://x.example' | https://",
            "pika:generate?baseUri=http://x.example        | plain http | allowHttp=true",
            "pika:generate?baseUri=https://u:p@x.example   | baseUri 'https://...@x.example' | https://",
            "pika:generate?frameRate=25                    | frameRate 25 | 8 to 24",
            "pika:generate?guidanceScale=4                 | guidanceScale 4 | 5 to 25",
            "pika:generate?motion=5                        | motion 5 | 0 to 4",
            "pika:generate?ratio=969                       | ratio '969' is a bare number | quotes",
            "pika:generate?ratio=wide                      | ratio 'wide' | 16:9",
            "pika:generate?seed=-1                         | seed -1 | leave it out",
            "pika:generate?image=cat.png                   | image 'cat.png' | https://",
            "pika:generate?image=https://x.example/i&video=https://x.example/v | image and video | one of them",
            "pika:generate?model=turbo                     | model 'turbo' | 1.5",
            "pika:generate?cameraPan=up                    | cameraPan 'up' | left or right",
            "pika:generate?onUnknownSubmission=again       | onUnknownSubmission 'again' | fail or resubmit",
            "pika:feed?emit=all                            | emit 'all' | finished or changes",
            "pika:feed?waitTimeout=0                       | waitTimeout | above 0",
            "pika:feed?waitTimeout=45                      | waitTimeout=45ms is shorter than pollInterval=5s | did"
                    + " you mean 45s?",
            "pika:feed?waitTimeout=1800                    | waitTimeout=1800ms is shorter | did you mean 1800s?",
            "pika:feed?waitTimeout=3s                      | waitTimeout=3s is shorter | as in 30s",
            "pika:feed?waitTimeout=10s&pollInterval=1m     | waitTimeout=10s is shorter than pollInterval=1m | a unit",
            "pika:feed?queueTimeout=15                     | queueTimeout=15ms is shorter | did you mean 15s?",
            "pika:feed?pollInterval=5                      | pollInterval=5ms is too short: it must be 100ms | did you mean 5s?",
            "pika:feed?deliveryDelay=30                    | deliveryDelay=30ms is too short: it must be 100ms | did"
                    + " you mean 30s?",
            "pika:feed?permanentAfter=5                    | permanentAfter=5ms is too short: it must be 1s | did you mean 5s?",
            "pika:generate?submitTimeout=30                | submitTimeout=30ms is too short: it must be 1s | did you mean 30s?",
            "pika:feed?permanentAfter=0                    | permanentAfter 'PT0S' is not valid | as in 30s",
            "pika:generate?submitTimeout=0                 | submitTimeout 'PT0S' is not valid | as in 30s",
            "pika:download?stallTimeout=30                 | stallTimeout=30ms is too short: it must be 1s | did you mean 30s?",
            "pika:download?downloadTimeout=30              | downloadTimeout=30ms is too short | did you mean 30s?",
            "pika:feed?waitTimeout=110000d                 | waitTimeout=110000d is too long | 106751d or less",
            "pika:feed?queueTimeout=9999999999999d         | queueTimeout=9999999999999d is too long | 106751d or less",
            "pika:feed?pollInterval=110000d                | pollInterval=110000d is too long | 106751d or less",
            "pika:download?downloadTimeout=110000d         | downloadTimeout=110000d is too long | 106751d or less",
            "pika:feed?pollInterval=-5s                    | pollInterval | above 0",
            "pika:feed?pollSchedule=often                  | pollSchedule 'often' | fixed",
            "pika:download?maxDownloadSize=0               | maxDownloadSize=0 | above 0",
            "pika:download?fileName=a.mp4                  | fileName is set | directory",
            "pika:download?allowedHosts=*                  | allowedHosts contains '*' | cdn.example.com",
            "pika:download?allowedHosts=https://x.example  | allowedHosts contains 'https://x.example' | cdn.example.com",
            "pika:feed?baseUri=http://127.0.0.1.example    | plain http | allowHttp=true",
            "pika:download?baseUri=http://10.0.0.1         | plain http | allowHttp=true",
            "pika:generate?apiKey=two words                | apiKey contains a space | key alone",
            "pika:generate?imageBody=true                  | imageBody is set, but CometAPI takes pictures by their address only | image the URL",
            "pika:generate?gateway=pika&imageBody=true&image=https://x.example/i | image and imageBody are both set | use one of them",
            "pika:quote                                    | gateway=cometapi has no call that tells what a job would cost | only pika can",
            "pika:quote?gateway=fal                        | gateway=fal has no call that tells what a job would cost | only pika can",
            "pika:quote?gateway=pika&model=2.2             | model '2.2' is none of Pika's own API | 2.5",
            "pika:quote?gateway=pika&prompt=${body}        | prompt contains a placeholder | CamelPikaPrompt",
            "pika:cancel                                   | gateway=cometapi has no call that cancels a task | only fal can",
            "pika:cancel?gateway=pika                      | gateway=pika has no call that cancels a task | only fal can",
            "pika:cancel?gateway=fal&taskId=a b            | taskId is not valid | no space",
            "pika:watch                                    | unknown operation pika:watch | pika:feed" })
    void aMistakeIsToldAtTheStartWithItsWayOut(String uri, String what, String wayOut) {
        assertThat(refusal(uri)).contains(what).contains(wayOut);
    }

    @ParameterizedTest
    @CsvSource({ "yescale", "yutoai" })
    void gatewaysWithoutAnAddressOfTheirOwnNeedOne(String gateway) {
        rig.component.getConfiguration().setBaseUri(null);
        assertThat(refusal("pika:generate?gateway=" + gateway)).contains("baseUri is missing").contains("baseUri=https://");
    }

    @ParameterizedTest
    @CsvSource({ "cometapi,https://api.cometapi.com", "vapi,https://api.gpt.ge" })
    void theOthersHaveTheirOwn(String gateway, String address) {
        rig.component.getConfiguration().setBaseUri(null);
        PikaEndpoint endpoint = rig.context.getEndpoint("pika:generate?gateway=" + gateway, PikaEndpoint.class);
        assertThat(endpoint.getServiceUrl()).isEqualTo(address + ":443");
    }

    @ParameterizedTest
    @CsvSource({ "pika:generate", "pika:feed" })
    void aMissingKeyIsToldAtTheStartOfTheRouteWithTheGatewaysName(String uri) throws Exception {
        rig.component.getConfiguration().setApiKey(null);
        assertThatThrownBy(() -> rig.context.getEndpoint(uri).createProducer().start())
                .hasStackTraceContaining("apiKey is missing").hasStackTraceContaining("CometAPI")
                .hasStackTraceContaining("env:PIKA_API_KEY");
    }

    @Test
    void aDownloadOfAnAddressNeedsNoKey() {
        rig.component.getConfiguration().setApiKey(null);
        assertThatCode(() -> rig.context.getEndpoint("pika:download").createProducer().start())
                .doesNotThrowAnyException();
    }

    @Test
    void severalMistakesAreToldTogether() {
        assertThat(refusal("pika:generate?frameRate=99&motion=7&prompt=${body}"))
                .contains("frameRate 99").contains("motion 7").contains("prompt contains");
    }

    @Test
    void simpleIsAllowedWhereItIsEvaluated() {
        assertThatCode(() -> rig.context.getEndpoint("pika:generate?idempotentKey=order-${header.id}"))
                .doesNotThrowAnyException();
        assertThatCode(() -> rig.context.getEndpoint("pika:generate?idempotentKey=$simple{header.id}"))
                .doesNotThrowAnyException();
        assertThatCode(() -> rig.context.getEndpoint("pika:download?directory=out&fileName=${header.id}.mp4"))
                .doesNotThrowAnyException();
        assertThatCode(() -> rig.context.getEndpoint("pika:download?directory=out&fileName=$simple{header.id}.mp4"))
                .doesNotThrowAnyException();
    }

    @Test
    void plainHttpElsewhereIsAllowedWhenAskedFor() {
        assertThatCode(() -> rig.context.getEndpoint("pika:generate?baseUri=http://x.example&allowHttp=true"))
                .doesNotThrowAnyException();
    }

    @Test
    void aRateLimitOfZeroIsRefused() {
        PikaComponent component = new PikaComponent(rig.context);
        component.setMaxRequestsPerSecond(0);
        assertThatThrownBy(component::start).hasStackTraceContaining("maxRequestsPerSecond=0.0");
    }

    @Test
    void aRateLimitThatIsNoNumberIsRefused() {
        PikaComponent component = new PikaComponent(rig.context);
        component.setMaxRequestsPerSecond(Double.NaN);
        assertThatThrownBy(component::start).hasStackTraceContaining("maxRequestsPerSecond=NaN");
    }

    @Test
    void aRouteCantStartWithADownload() {
        assertThatThrownBy(() -> rig.context.getEndpoint("pika:download").createConsumer(exchange -> { }))
                .hasMessageContaining("pika:download can't start a route");
    }
}
