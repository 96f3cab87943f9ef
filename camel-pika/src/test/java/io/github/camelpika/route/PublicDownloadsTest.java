package io.github.camelpika.route;

import java.net.URI;
import java.nio.file.Path;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.Relay;
import io.github.camelpika.runtime.HttpClients;
import io.github.camelpika.simulator.PikaSimulator;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The doors as the component hangs them: its options, its client, and a proxy. */
@Timeout(30)
class PublicDownloadsTest {

    @TempDir
    Path directory;
    private final PikaRig rig = new PikaRig();
    /** Somebody else on this machine. */
    private final PikaSimulator neighbour = PikaSimulator.start();

    @BeforeEach
    void start() {
        rig.start();
    }

    @AfterEach
    void close() throws Exception {
        neighbour.close();
        rig.close();
    }

    @Test
    void neighbourOfTheGatewayIsNoGateway() {
        assertThat(download("allowHttp=true", neighbour.baseUri() + "/cdn/x/v.mp4").getException())
                .hasMessageContaining("is not on the internet: add the host to allowedHosts");
        assertThat(neighbour.requests()).isEmpty();
    }

    @Test
    void hostThatTheUserNamesIsAskedAndGetsNoKey() {
        download("allowHttp=true&allowedHosts=127.0.0.1:" + neighbour.baseUri().getPort(), neighbour.baseUri() + "/cdn/x/v.mp4");

        assertThat(neighbour.requests()).isNotEmpty().noneMatch(request -> request.headers().containsKey("authorization"));
    }

    @Test
    void gatewaysOwnFilesNeedNoOption() {
        VideoTask task = rig.finish(rig.send("pika:generate", "a cat")).getMessage().getBody(VideoTask.class);
        VideoTask done = rig.finish(rig.send("pika:feed", task)).getMessage().getBody(VideoTask.class);

        assertThat(rig.finish(rig.send("pika:download?directory=" + directory, done)).getException()).isNull();
    }

    /** A request that says nothing about trust, as of a part of this component that forgot to. */
    @Test
    void clientForDownloadsGoesToNoPrivateAddressByItself() {
        HttpClients clients = new HttpClients(rig.context, null);
        HttpClient client = clients.forDownloads(URI.create("http://localhost"));

        assertThatThrownBy(() -> client.execute(new HttpGet(neighbour.baseUri() + "/cdn/x/v.mp4"), response -> null))
                .hasMessageContaining("resolves to 127.0.0.1, which is not on the internet");
        assertThat(neighbour.requests()).isEmpty();
        clients.stop();
    }

    @Test
    void throughAProxyLiteralAddressesAreRefusedAndNamesAreTheProxysToLookUp() throws Exception {
        HttpComponent proxied = new HttpComponent();
        try (Relay proxy = new Relay(neighbour.baseUri()).start()) {
            proxied.setProxyHost("127.0.0.1");
            proxied.setProxyPort(proxy.port());
            rig.context.stop();
            rig.context.addComponent("pika", rig.component);
            rig.component.setHttpComponent(proxied);
            rig.context.start();

            assertThat(download("allowHttp=true", "http://169.254.169.254/latest/meta-data").getException())
                    .hasMessageContaining("is not on the internet");
            assertThat(proxy.passed).isEmpty();

            download("allowHttp=true", "http://cdn.invalid/cdn/x/v.mp4");
            assertThat(proxy.passed).isNotEmpty().allMatch(line -> line.equals("GET http://cdn.invalid/cdn/x/v.mp4"));
        }
    }

    private Exchange download(String options, String url) {
        return rig.finish(rig.send("pika:download?directory=" + directory + "&" + options, url));
    }
}
