package io.github.camelpika.download;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.camelpika.rig.KeyServer;
import io.github.camelpika.time.VirtualTimer;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublicTextTest {

    private final VirtualTimer timer = new VirtualTimer();
    private final CloseableHttpClient client = HttpClients.custom().disableAutomaticRetries().disableRedirectHandling()
            .disableContentCompression().addExecInterceptorFirst("public", new PublicRoutes()).build();
    private final PublicText texts = new PublicText(uri -> client, timer);
    private KeyServer server;

    @BeforeEach
    void start() throws IOException {
        server = new KeyServer();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        client.close();
    }

    @Test
    void theWholeTextComes() throws IOException {
        String text = "ü".repeat(32 * 1024);
        server.answer(200, text);
        assertThat(texts.fetch(server.address(), true)).isEqualTo(text);
        assertThat(timer.alarms()).isZero();
    }

    @Test
    void anAddressInsideTheNetworkIsOnlyForWhoNamedIt() {
        server.answer(200, "{}");
        assertThatThrownBy(() -> texts.fetch(server.address(), false)).isInstanceOf(IOException.class)
                .hasMessageContaining("not on the internet");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aTextThatIsTooLargeIsNotRead() {
        server.answer(200, "x".repeat(64 * 1024 + 1));
        assertThatThrownBy(() -> texts.fetch(server.address(), true)).hasMessage("the answer is larger than 65536 bytes");
        server.answer(200, "x".repeat(50_000_000));
        assertThatThrownBy(() -> texts.fetch(server.address(), true)).hasMessage("the answer is larger than 65536 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = { 301, 302, 307, 308 })
    void noRedirectIsFollowed(int status) {
        server.answer(status, "{}");
        assertThatThrownBy(() -> texts.fetch(server.address(), true)).hasMessage("HTTP " + status);
        assertThat(server.asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "''", "'HTTP/1.1 200 OK\r\n\r\n{'" })
    void whoIsSlowIsNotWaitedFor(String begin) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Throwable> trouble = CompletableFuture.supplyAsync(() -> {
                try {
                    texts.fetch(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), true);
                    return null;
                } catch (IOException e) {
                    return e;
                }
            });
            try (Socket asker = silent.accept()) {
                asker.getOutputStream().write(begin.getBytes(StandardCharsets.UTF_8));
                assertThat(asker.getInputStream().read()).isEqualTo('G');
                timer.advance(Duration.ofSeconds(5));
                assertThat(trouble.join()).hasMessage("no complete answer within 5 s");
            }
        }
    }

    @Test
    void aRefusedConnectionAndAStoppedClientAreOnlyTrouble() throws IOException {
        server.close();
        assertThatThrownBy(() -> texts.fetch(server.address(), true)).isInstanceOf(IOException.class);
        client.close();
        assertThatThrownBy(() -> texts.fetch(server.address(), true)).isInstanceOf(IOException.class);
    }
}
