package io.github.camelpika.download;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelpika.download.DownloadRig.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedirectTest {

    private static final byte[] PAGE = "<html>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT = Mp4s.of(100);

    @TempDir
    Path directory;
    private FileServer gateway;
    private FileServer cdn;
    private DownloadRig rig;

    @BeforeEach
    void start() throws IOException {
        gateway = new FileServer().file("/v.mp4", CONTENT);
        cdn = new FileServer().file("/v.mp4", CONTENT);
        rig = new DownloadRig(gateway.uri(), true, directory);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
        gateway.close();
        cdn.close();
    }

    @Test
    void fiveRedirectsAreFollowedAndASixthIsNot() throws IOException {
        for (int i = 1; i <= 6; i++) {
            cdn.redirect("/" + i, i == 1 ? "/v.mp4" : "/" + (i - 1));
        }

        assertThat(rig.fetch(cdn.url("/5"))).hasSize(100);
        assertFails(cdn.url("/6"), "more than 5 redirects");
    }

    @Test
    void circleEnds() {
        cdn.redirect("/round", "/round");

        assertFails(cdn.url("/round"), "more than 5 redirects");
        assertThat(cdn.asked).hasSize(6);
    }

    @Test
    void keyIsForTheGatewayAlone() throws IOException {
        gateway.redirect("/cdn", cdn.url("/v.mp4"));
        cdn.redirect("/back", gateway.url("/v.mp4"));

        rig.fetch(gateway.url("/cdn"));
        rig.fetch(cdn.url("/back"));

        assertThat(keys(gateway)).as("who sends back may choose any call").containsExactlyInAnyOrderEntriesOf(
                Map.of("/cdn", "[Bearer " + KEY + "]", "/v.mp4", "null"));
        assertThat(keys(cdn)).containsExactlyInAnyOrderEntriesOf(Map.of("/v.mp4", "null", "/back", "null"));
    }

    @Test
    void keyIsForAddressesThatTheGatewayHasToldAndForWhereItSendsThem() throws IOException {
        gateway.redirect("/told", "/v.mp4");
        gateway.file("/api", CONTENT);
        rig.gatewayTold = address -> address.getPath().equals("/told");

        rig.fetch(gateway.url("/told"));
        rig.fetch(gateway.url("/api"));

        assertThat(keys(gateway)).containsExactlyInAnyOrderEntriesOf(
                Map.of("/told", "[Bearer " + KEY + "]", "/v.mp4", "[Bearer " + KEY + "]", "/api", "null"));
    }

    @Test
    void anotherNameOfTheSameMachineIsAnotherHost() throws IOException {
        gateway.redirect("/there", gateway.url("/v.mp4").replace("127.0.0.1", "localhost"));

        rig.fetch(gateway.url("/there"));

        assertThat(keys(gateway)).containsEntry("/v.mp4", "null");
    }

    @ParameterizedTest
    @ValueSource(strings = { "file:///etc/passwd", "ftp://127.0.0.1/v.mp4", "jar:http://127.0.0.1/v.jar!/v.mp4",
            "http:///v.mp4", "javascript:alert(1)", "mailto:a@b", "https://user:word@127.0.0.1/v.mp4", "data:video/mp4,AA" })
    void redirectToAnythingButAWebServerIsRefused(String target) {
        gateway.redirect("/there", target);

        assertFails(gateway.url("/there"), "the address of the file");
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://127.0.0.1:99999/v.mp4", "http://127.0.0.1:0/v.mp4", "http://a..b/v.mp4", "\u0001", "http://[::1" })
    void redirectToWhatIsNoAddressIsRefused(String target) {
        gateway.redirect("/there", target);

        assertThatThrownBy(() -> rig.fetch(gateway.url("/there")))
                .isInstanceOf(DownloadFailedException.class);
    }

    @Test
    void redirectWithoutAnAddressIsRefused() {
        gateway.status("/there", 302);

        assertFails(gateway.url("/there"), "HTTP 302 without an address to redirect to");
    }

    @Test
    void plainHttpElsewhereIsRefusedUnlessAllowed() throws IOException {
        gateway.redirect("/cdn", cdn.url("/v.mp4"));
        gateway.redirect("/own", "/v.mp4");

        try (DownloadRig strict = new DownloadRig(gateway.uri(), false, directory)) {
            assertThat(strict.fetch(gateway.url("/own"))).hasSize(100);
            assertThatThrownBy(() -> strict.fetch(gateway.url("/cdn"))).isInstanceOf(DownloadFailedException.class)
                    .hasMessageContaining("plain http: set allowHttp=true");
        }
        assertThat(cdn.asked).isEmpty();
    }

    @Test
    void textOfARedirectIsNotRead() throws IOException {
        gateway.endless("/cdn", 302, new byte[0], Map.of("Location", cdn.url("/v.mp4")));

        assertThat(rig.fetch(gateway.url("/cdn"))).hasSize(100);
    }

    /** The gateway may echo what it got; nobody else got it. */
    @Test
    void echoedKeyIsInNoException() {
        gateway.file("/page", PAGE, "Content-Type", "text/html;k=" + KEY);
        gateway.file("/escaped", PAGE, "Content-Type", "text/html;k=" + KEY.replace("-", "%2D"));
        gateway.file("/json", PAGE, "Content-Type", "text/html;k=" + KEY.replace("s", "\\u0073"));
        gateway.redirect("/host", "http://" + KEY + ".invalid/v.mp4");
        gateway.redirect("/user", "http://" + KEY + "@127.0.0.1/v.mp4");
        gateway.redirect("/text", KEY + "://");

        for (String path : new String[] { "/page", "/escaped", "/json", "/host", "/user", "/text" }) {
            assertThatThrownBy(() -> rig.fetch(gateway.url(path))).isInstanceOf(DownloadFailedException.class)
                    .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(KEY, "very%2D", "\\u0073k"));
        }
    }

    private void assertFails(String url, String words) {
        assertThatThrownBy(() -> rig.fetch(url)).isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining(words);
    }

    private static Map<String, String> keys(FileServer server) {
        return server.asked.stream().collect(Collectors.toMap(FileServer.Asked::path,
                asked -> String.valueOf(asked.headers().get("Authorization"))));
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
