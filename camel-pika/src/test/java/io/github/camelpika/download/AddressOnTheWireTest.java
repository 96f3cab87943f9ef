package io.github.camelpika.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What really goes out for an address that is none by the book: the bytes of the request's first line.
 */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AddressOnTheWireTest {

    private static final int SIZE = 2_000;
    private static final byte[] CONTENT = Mp4s.of(SIZE);

    @TempDir
    Path directory;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile byte[] location;
    private ServerSocket server;
    private DownloadRig rig;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "wire");
        thread.setDaemon(true);
        thread.start();
        rig = new DownloadRig(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1"), true, directory);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                asked.add(firstLine(socket.getInputStream()));
                socket.getOutputStream().write(answer());
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // the client went away, or the test is over
            }
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("cut short");
            }
            request.append((char) next);
        }
        return request.substring(0, request.indexOf(" HTTP/1.1"));
    }

    private byte[] answer() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] elsewhere = location;
        location = null;
        answer.write(("HTTP/1.1 " + (elsewhere == null ? "200 OK" : "302 Found") + "\r\nConnection: close\r\nContent-Length: "
                      + (elsewhere == null ? CONTENT.length : 0) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        if (elsewhere != null) {
            answer.write("Location: ".getBytes(StandardCharsets.US_ASCII));
            answer.write(elsewhere);
            answer.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        answer.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        if (elsewhere == null) {
            answer.write(CONTENT);
        }
        return answer.toByteArray();
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @ParameterizedTest
    @CsvSource({ "/v1/ID/a cat.mp4,/v1/ID/a%20cat.mp4", "/v1/ID/一只猫.mp4,/v1/ID/%E4%B8%80%E5%8F%AA%E7%8C%AB.mp4",
            "/v1/ID/[scene 1].mp4,/v1/ID/%5Bscene%201%5D.mp4", "/v1/ID/100%_cat.mp4,/v1/ID/100%25_cat.mp4",
            "/v1/ID/a.mp4?ids=1|2,/v1/ID/a.mp4?ids=1%7C2", "/v1/ID/é.mp4,/v1/ID/%C3%A9.mp4",
            "/v1//ID/./a%2fb.mp4?s=a%2Bb+c,/v1//ID/./a%2fb.mp4?s=a%2Bb+c" })
    void addressGoesOutAsBrowsersSendIt(String written, String sent) throws IOException {
        assertThat(rig.fetch(origin() + written + " ")).hasSize(SIZE);
        assertThat(rig.fetch(written)).as("relative to the base URI").hasSize(SIZE);
        location = written.getBytes(StandardCharsets.UTF_8);
        assertThat(rig.fetch(origin() + "/start")).as("redirect").hasSize(SIZE);
        location = ("//127.0.0.1:" + server.getLocalPort() + written).getBytes(StandardCharsets.UTF_8);
        assertThat(rig.fetch(origin() + "/start")).as("redirect without a scheme").hasSize(SIZE);

        assertThat(asked).containsExactly("GET " + sent, "GET " + sent, "GET /start", "GET " + sent, "GET /start", "GET " + sent);
    }

    @ParameterizedTest
    @ValueSource(strings = { "ISO-8859-1", "GBK" })
    void bytesOfALocationInAnotherCharsetAreSentBackAsTheyCame(String charset) throws IOException {
        String name = charset.equals("GBK") ? "猫" : "é";
        location = ("/" + name + ".mp4").getBytes(Charset.forName(charset));

        assertThat(rig.fetch(origin() + "/start")).hasSize(SIZE);

        StringBuilder sent = new StringBuilder("GET /");
        for (byte b : name.getBytes(Charset.forName(charset))) {
            sent.append(String.format("%%%02X", b));
        }
        assertThat(asked).last().isEqualTo(sent + ".mp4");
    }

    @ParameterizedTest
    @CsvSource({ "b.mp4,/a/b.mp4", "../b.mp4,/b.mp4", "?b=1,/a/start?b=1", "./b c.mp4,/a/b%20c.mp4" })
    void relativeLocationIsOfThePlaceItWasFoundAt(String written, String sent) throws IOException {
        location = written.getBytes(StandardCharsets.UTF_8);

        assertThat(rig.fetch(origin() + "/a/start?x=1")).hasSize(SIZE);

        assertThat(asked).containsExactly("GET /a/start?x=1", "GET " + sent);
    }
}
