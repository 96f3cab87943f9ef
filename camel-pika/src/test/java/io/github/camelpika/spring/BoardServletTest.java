package io.github.camelpika.spring;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.builder.RouteBuilder;
import org.apache.catalina.Globals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ForwardedHeaderFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The board as a servlet, with what a container tells of a request. Real containers are in the examples for Spring Boot.
 */
class BoardServletTest {

    private static final String TOKEN = "Zq7token-of-the-board";

    private final PikaRig rig = new PikaRig();
    private final BoardServlet servlet = new BoardServlet("pika", () -> rig.context);

    @TempDir
    Path videos;

    @BeforeEach
    void start() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate").to("pika:feed").to("pika:download?directory=" + videos);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    /** From this machine, unless the test says otherwise. */
    private static MockHttpServletRequest request(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/pika" + path);
        request.setServletPath("/pika");
        request.setPathInfo(path.isEmpty() ? null : path);
        request.setServerName("localhost");
        request.setServerPort(9001);
        request.setRemoteAddr("127.0.0.1");
        return request;
    }

    private MockHttpServletResponse answer(MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        servlet.service(request, response);
        return response;
    }

    private MockHttpServletResponse get(String path) throws Exception {
        return answer(request("GET", path));
    }

    private static MockHttpServletRequest act(String token) {
        MockHttpServletRequest request = request("POST", "/api/act");
        request.setContentType("application/json");
        request.addHeader("X-Pika-Token", token);
        request.setContent("{\"component\": \"pika\", \"action\": \"forget\", \"id\": \"no-such-task\"}".getBytes(StandardCharsets.UTF_8));
        return request;
    }

    private void token(boolean actions) {
        rig.component.getConfiguration().setBoardToken(TOKEN);
        rig.component.getConfiguration().setBoardActions(actions);
        rig.start();
    }

    private MockHttpServletResponse filtered(MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new ForwardedHeaderFilter().doFilter(request, response, (passed, to) -> servlet.service(passed, to));
        return response;
    }

    /** With server.forward-headers-strategy=framework, Spring makes the address and the name of what the client may have written. */
    @ParameterizedTest
    @CsvSource({ "X-Forwarded-For, 127.0.0.1", "X-Forwarded-Host, localhost", "Forwarded, for=127.0.0.1;host=localhost" })
    void whoWritesThatHeIsHereIsNotHere(String header, String value) throws Exception {
        rig.start();
        MockHttpServletRequest request = request("GET", "/api/board");
        request.setRemoteAddr("203.0.113.9");
        request.addHeader(header, value);
        assertThat(filtered(request).getStatus()).isEqualTo(403);
        request.setRemoteAddr("127.0.0.1");
        assertThat(filtered(request).getStatus()).as("by a proxy that is here").isEqualTo(403);
        assertThat(filtered(request("GET", "/api/board")).getStatus()).as("without a proxy").isEqualTo(200);
    }

    /** With server.forward-headers-strategy=native, Tomcat does that, and takes the headers away. */
    @Test
    void whoCameThroughAProxyThatTomcatTrustsIsNotHere() throws Exception {
        rig.start();
        MockHttpServletRequest request = request("GET", "/api/board");
        request.setAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE, Boolean.TRUE);
        assertThat(answer(request).getStatus()).isEqualTo(403);
    }

    @Test
    void thePageComesWithWhatGuardsIt() throws Exception {
        rig.start();
        MockHttpServletResponse page = get("/");
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getContentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(page.getContentAsString()).contains("Pika board");
        assertThat(page.getHeader("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(page.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(page.getHeaderNames()).noneMatch(name -> name.startsWith("Camel"));
        assertThat(get("/board.js").getStatus()).isEqualTo(200);
        assertThat(get("/nothing").getStatus()).isEqualTo(404);
    }

    @Test
    void theAddressWithoutItsSlashLeadsToThePage() throws Exception {
        rig.start();
        assertThat(get("").getStatus()).isEqualTo(302);
        assertThat(get("").getHeader("Location")).isEqualTo("pika/");
    }

    @Test
    void whatIsOnItsWayIsThere() throws Exception {
        rig.start();
        rig.send("direct:in", "a cat in the rain");
        rig.send("direct:in", "a dog in the snow");
        rig.advance(Duration.ofSeconds(22));
        MockHttpServletRequest search = request("GET", "/api/board");
        search.setQueryString("q=rain");
        search.setParameter("q", "rain");
        assertThat(answer(search).getContentAsString()).contains("a cat in the rain").doesNotContain("a dog in the snow");
    }

    @Test
    void withoutATokenOnlyThisMachineSeesIt() throws Exception {
        rig.start();
        MockHttpServletRequest stranger = request("GET", "/api/board");
        stranger.setRemoteAddr("203.0.113.9");
        assertThat(answer(stranger).getStatus()).isEqualTo(403);
        MockHttpServletRequest rebound = request("GET", "/api/board");
        rebound.setServerName("board.example.com");
        assertThat(answer(rebound).getStatus()).isEqualTo(403);
        for (String header : new String[] { "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via" }) {
            MockHttpServletRequest proxied = request("GET", "/api/board");
            proxied.addHeader(header, "127.0.0.1");
            assertThat(answer(proxied).getStatus()).as(header).isEqualTo(403);
        }
        MockHttpServletRequest forged = request("GET", "/api/board");
        forged.setRemoteAddr("203.0.113.9");
        forged.addHeader("CamelHttpServletRequest", "127.0.0.1");
        forged.addHeader("CamelHttpUrl", "http://localhost/pika/api/board");
        assertThat(answer(forged).getStatus()).isEqualTo(403);
    }

    @Test
    void whoHasTheTokenSeesItFromAnywhere() throws Exception {
        token(false);
        MockHttpServletRequest stranger = request("GET", "/api/board");
        stranger.setRemoteAddr("203.0.113.9");
        assertThat(answer(stranger).getStatus()).isEqualTo(401);
        stranger.addHeader("X-Pika-Token", TOKEN);
        assertThat(answer(stranger).getStatus()).isEqualTo(200);
        assertThat(answer(act(TOKEN)).getStatus()).isEqualTo(403);
    }

    @Test
    void whoMayActDoes() throws Exception {
        token(true);
        assertThat(answer(act("Zq7token-of-another")).getStatus()).isEqualTo(401);
        MockHttpServletRequest foreign = act(TOKEN);
        foreign.addHeader("Origin", "http://evil.example");
        assertThat(answer(foreign).getStatus()).isEqualTo(403);
        assertThat(answer(act(TOKEN)).getContentAsString()).contains("Nothing was done");
    }

    @Test
    void aVideoIsPassedOn() throws Exception {
        rig.start();
        rig.finish(rig.send("direct:in", "a cat"));
        String id = new ObjectMapper().readTree(get("/api/board").getContentAsString()).at("/ended/tasks/0/id").asText();
        MockHttpServletResponse video = get("/media/" + id + "/video");
        assertThat(video.getStatus()).isEqualTo(200);
        assertThat(video.getContentType()).isEqualTo("video/mp4");
        assertThat(video.getContentAsByteArray()).hasSizeGreaterThan(1000);
    }

    @Test
    void beforeTheContextHasStartedItIsTooEarly() throws Exception {
        assertThat(get("/").getStatus()).isEqualTo(503);
        assertThat(get("/").getHeader("Retry-After")).isEqualTo("2");
        rig.start();
        assertThat(get("/").getStatus()).isEqualTo(200);
    }

    @Test
    void aContextThatIsStartedAgainHasItAgain() throws Exception {
        rig.start();
        assertThat(get("/").getStatus()).isEqualTo(200);
        rig.context.stop();
        assertThat(get("/").getStatus()).isEqualTo(503);
        rig.add("pika", "cometapi");
        rig.context.start();
        assertThat(get("/api/board").getStatus()).isEqualTo(200);
    }
}
