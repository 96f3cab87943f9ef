package io.github.camelpika.route;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.Relay;
import io.github.camelpika.rig.SelfSigned;
import io.github.camelpika.simulator.RecordedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Submissions, queries and downloads go through Camel's HTTP component as it is set up, and take nothing else along. */
@Timeout(30)
class HttpComponentSettingsTest {

    @TempDir
    Path directory;
    private final PikaRig rig = new PikaRig();

    @BeforeEach
    void route() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("pika:generate").to("pika:feed").to("pika:download?directory=" + directory);
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void userAgentOfTheComponentIsSentEverywhere() {
        http().setUserAgent("acme/1");
        rig.start();

        run(Map.of());

        assertThat(headers("user-agent")).hasSizeGreaterThan(2).containsOnly("[acme/1]");
    }

    @Test
    void httpComponentOptionComesFirst() {
        HttpComponent own = new HttpComponent();
        own.setUserAgent("own/1");
        rig.context.addComponent("own", own);
        rig.component.setHttpComponent(own);
        http().setUserAgent("acme/1");
        rig.start();

        run(Map.of());

        assertThat(headers("user-agent")).containsOnly("[own/1]");
    }

    @Test
    void httpComponentMayBeABeanThatNoContextKnows() {
        HttpComponent bean = new HttpComponent();
        bean.setUserAgent("bean/1");
        rig.component.setHttpComponent(bean);
        rig.start();

        run(Map.of());

        assertThat(headers("user-agent")).containsOnly("[bean/1]");
    }

    @Test
    void proxyOfTheComponentIsUsedForAllThree() throws Exception {
        try (Relay proxy = new Relay(rig.simulator.baseUri()).start()) {
            http().setProxyHost("127.0.0.1");
            http().setProxyPort(proxy.port());
            rig.start();

            run(Map.of());

            String origin = rig.simulator.baseUri().toString();
            assertThat(proxy.passed).hasSize(rig.simulator.requests().size())
                    .allSatisfy(line -> assertThat(line).contains(" " + origin))
                    .anyMatch(line -> line.startsWith("POST ")).anyMatch(line -> line.contains("/feed"))
                    .anyMatch(line -> line.contains("/cdn/"));
        }
    }

    @Test
    void everySubmissionHasAConnectionOfItsOwn() throws Exception {
        try (Relay proxy = new Relay(rig.simulator.baseUri()).start()) {
            http().setProxyHost("127.0.0.1");
            http().setProxyPort(proxy.port());
            rig.start();

            run(Map.of());
            run(Map.of());

            assertThat(proxy.submissionPorts).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void certificateThatTheComponentTrustsIsTrusted() throws Exception {
        Path keys = SelfSigned.keyStore(directory);
        try (Relay tls = new Relay(rig.simulator.baseUri(), SelfSigned.context(keys)).start()) {
            rig.component.getConfiguration().setBaseUri(tls.uri() + "/cometapi");
            rig.context.getComponent("https", HttpComponent.class).setSslContextParameters(trusting(keys));
            rig.start();

            run(Map.of());

            assertThat(tls.passed).anyMatch(line -> line.startsWith("POST ")).anyMatch(line -> line.contains("/feed"))
                    .anyMatch(line -> line.contains("/cdn/"));
        }
    }

    @Test
    void certificateThatNobodyTrustsIsRefusedBeforeTheKeyIsSent() throws Exception {
        Path keys = SelfSigned.keyStore(directory);
        try (Relay tls = new Relay(rig.simulator.baseUri(), SelfSigned.context(keys)).start()) {
            rig.component.getConfiguration().setBaseUri(tls.uri() + "/cometapi");
            rig.start();

            Exchange done = rig.finish(rig.send("direct:start", "a cat"));

            assertThat(done.getException()).isInstanceOf(PikaGatewayException.class).hasMessageContaining("SSL");
            assertThat(tls.passed).isEmpty();
        }
    }

    @Test
    void nothingOfTheExchangeIsOnTheWire() {
        rig.start();

        run(Map.of(Exchange.HTTP_PATH, "/elsewhere", Exchange.HTTP_URI, "http://127.0.0.1:1/", Exchange.HTTP_QUERY, "leak=1",
                Exchange.HTTP_METHOD, "DELETE", Exchange.HTTP_RAW_QUERY, "leak=2", "X-Secret-Business", "margin",
                "Authorization", "Bearer other", "Cookie", "session=1", "Host", "evil.example"));

        List<RecordedRequest> requests = rig.simulator.requests();
        assertThat(requests).hasSizeGreaterThan(2).allSatisfy(request -> {
            assertThat(request.headers().toString()).doesNotContainIgnoringCase("secret").doesNotContain("margin", "other",
                    "session", "evil", "camel");
            assertThat(request.query()).isNull();
            assertThat(request.path()).doesNotContain("elsewhere");
            assertThat(request.body()).doesNotContain("margin");
            assertThat(request.method()).isIn("GET", "POST");
        });
    }

    @Test
    void contextMayStopAndStartAgain() {
        rig.start();
        run(Map.of());
        rig.context.stop();
        // the context has forgotten it
        rig.context.addComponent("pika", rig.component);
        rig.context.start();

        run(Map.of());

        assertThat(rig.simulator.tasks()).hasSize(2);
    }

    @Test
    void routeMayStopAndStartAgain() throws Exception {
        rig.start();
        run(Map.of());
        rig.context.getRouteController().stopAllRoutes();
        rig.context.getRouteController().startAllRoutes();

        run(Map.of());
    }

    @Test
    void noHttpEndpointIsLeftInTheContext() {
        rig.start();
        run(Map.of());

        assertThat(rig.context.getEndpoints()).noneMatch(HttpEndpoint.class::isInstance).hasSize(4);
    }

    private HttpComponent http() {
        return rig.context.getComponent("http", HttpComponent.class);
    }

    private void run(Map<String, Object> headers) {
        Exchange done = rig.finish(rig.send("direct:start", "a cat", headers));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(File.class)).exists();
    }

    private List<String> headers(String name) {
        return rig.simulator.requests().stream().map(request -> String.valueOf(request.headers().get(name))).toList();
    }

    private static SSLContextParameters trusting(Path keys) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + keys);
        store.setPassword(SelfSigned.PASSWORD);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }
}
