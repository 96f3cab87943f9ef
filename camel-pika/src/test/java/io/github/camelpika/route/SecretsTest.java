package io.github.camelpika.route;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.sun.net.httpserver.HttpServer;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaEndpoint;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The key is in nothing that a person reads. Isolated, as it listens to what the JVM prints. */
@Isolated
class SecretsTest {

    private static final String KEY = "sk-Zq7secretZq7";
    private static final String TOKEN = "Zq7tokenZq7";

    @TempDir
    Path directory;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void nothingWasPrinted() {
        System.setOut(out);
        System.setErr(err);
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = { "apiKey=" + KEY, "apiKey=RAW(" + KEY + ")", "apikey=" + KEY,
            "callbackToken=" + KEY, "callbackToken=RAW(" + KEY + ")" })
    void endpointDoesNotTellItsKey(String option) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Object endpoint = context.getEndpoint("pika:generate?prompt=a&" + option);
            assertThat(endpoint.toString()).doesNotContain(KEY).contains("prompt=a");
            assertThat(context.getEndpoint("pika:feed?" + option).createProducer().toString()).doesNotContain(KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&baseUri=ftp://x", "&frameRate=many", "&gateway=none", "&nonsense=1", "&prompt=$simple{body}",
            "&baseUri=http://example.com", "%20x", "&ratio=969" })
    void failedStartDoesNotTellTheKey(String mistake) throws Exception {
        for (String key : new String[] { "pika:generate?apiKey=" + KEY, "pika:none?apiKey=" + KEY }) {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                Throwable failure = catchThrowable(() -> {
                    context.addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:start").to(key + mistake);
                        }
                    });
                    context.start();
                });
                if (!mistake.isEmpty()) {
                    assertThat(failure).isNotNull();
                }
                assertThat(text(failure)).doesNotContain(KEY);
            }
        }
    }

    @Test
    void keyWithAnAmpersandIsToldWithTheWayOutAndTakenWholeWhereItIsRaw() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("key", "sk-Zq7&more+b");
            context.start();

            assertThat(catchThrowable(() -> context.getEndpoint("pika:generate?apiKey={{key}}")))
                    .hasStackTraceContaining("write apiKey=RAW({{env:KEY}}), or set camel.component.pika.api-key")
                    .satisfies(failure -> assertThat(text(failure)).doesNotContain("sk-Zq7"));
            assertThat(context.getEndpoint("pika:generate?apiKey=RAW({{key}})", PikaEndpoint.class).getConfiguration().getApiKey())
                    .isEqualTo("sk-Zq7&more+b");
        }
    }

    @Test
    void whatFollowsAnAmpersandInAKeyIsNotSaidAgainWhereItLooksLikeAnOption() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("key", "sk-Zq7&more=b");
            context.start();
            assertThat(catchThrowable(() -> context.getEndpoint("pika:generate?apiKey={{key}}"))).rootCause()
                    .hasMessageContaining("write apiKey=RAW({{env:KEY}}), or set camel.component.pika.api-key")
                    .hasMessageNotContaining("more");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "pika:generate", "pika:feed?taskId=7&wait=false", "pika:feed?taskId=7", "pika:download",
            "pika:download?directory=target/none" })
    void gatewayThatEchoesTheKeyDoesNotGetItIntoLogsOrExchanges(String uri) throws Exception {
        HttpServer echo = echo();
        try (PikaRig rig = new PikaRig()) {
            rig.component.getConfiguration().setApiKey(KEY);
            rig.component.getConfiguration().setBaseUri("http://127.0.0.1:" + echo.getAddress().getPort());
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").to("log:before?showAll=true").to(uri).to("log:after?showAll=true");
                }
            }).start();

            for (Object body : new Object[] { "7", rig.component.getConfiguration().getBaseUri() + "/v.mp4" }) {
                Exchange done = rig.finish(rig.send("direct:start", body));

                assertThat(done.getException()).isInstanceOf(PikaException.class);
                assertThat(text(done.getException())).doesNotContain(KEY);
                assertThat(done.getMessage().getHeaders().toString() + done.getProperties() + done.getAllProperties())
                        .doesNotContain(KEY);
            }
            assertThat(printed.toString(StandardCharsets.UTF_8)).as("the failures were logged").contains("Failed delivery");
        } finally {
            echo.stop(0);
        }
    }

    @Test
    void successfulRunDoesNotTellTheKey() throws Exception {
        try (PikaRig rig = new PikaRig()) {
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").to("pika:generate").to("pika:feed")
                            .to("pika:download?directory=" + directory).to("log:after?showAll=true");
                }
            }).start();
            Exchange done = rig.finish(rig.send("direct:start", "a cat"));

            assertThat(done.getException()).isNull();
            assertThat(done.getMessage().getHeaders().toString() + done.getAllProperties() + printed)
                    .doesNotContain(rig.simulator.apiKey());
        }
    }

    @Test
    void managementDoesNotTellTheSecrets() throws Exception {
        try (PikaRig rig = new PikaRig()) {
            rig.component.getConfiguration().setApiKey(KEY);
            rig.component.getConfiguration().setCallbackToken(TOKEN);
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pika:feed?apiKey=" + KEY + "&callbackToken=" + TOKEN).routeId("managed")
                            .to("pika:download?apiKey=" + KEY).to("pika:generate?callbackToken=" + TOKEN);
                }
            }).start();

            MBeanServer server = rig.context.getManagementStrategy().getManagementAgent().getMBeanServer();
            StringBuilder told = new StringBuilder();
            for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:context=" + rig.context.getName() + ",*"), null)) {
                told.append(name).append('\n');
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    told.append(value(server, name, attribute)).append('\n');
                }
            }

            assertThat(told.toString()).contains("pika://download", "managed").doesNotContain(KEY, TOKEN);
        }
    }

    private static Object value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            Object value = server.getAttribute(name, attribute.getName());
            return value instanceof Object[] array ? Arrays.toString(array) : value;
        } catch (JMException | RuntimeException e) {
            return text(e);
        }
    }

    /** Answers everything with 401 and the key that it got. */
    private static HttpServer echo() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            String got = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] body = ("{\"error\":{\"message\":\"Invalid token " + got + "\",\"code\":\"" + got + "\"}}").getBytes();
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json;got=" + got);
            exchange.getResponseHeaders().set("X-Request-Id", got);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().endsWith(".mp4") ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        if (failure != null) {
            failure.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }
}
