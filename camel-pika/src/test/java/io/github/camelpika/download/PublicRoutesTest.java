package io.github.camelpika.download;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Names that lead to where nobody should go. The server is on 127.0.0.1, which a test may call public. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublicRoutesTest {

    private static final byte[] CONTENT = Mp4s.of(100);

    @TempDir
    Path directory;
    private FileServer server;
    private final Deque<String> answers = new ArrayDeque<>();

    @BeforeEach
    void start() throws IOException {
        server = new FileServer().file("/v.mp4", CONTENT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nameThatLeadsToThisMachineIsRefusedWithoutAConnection() throws IOException {
        answers.add("127.0.0.1");

        try (DownloadRig rig = rig(new PublicRoutes(new Names(), PublicAddress::isPublic))) {
            assertThatThrownBy(() -> rig.fetch(cdn())).isInstanceOf(DownloadFailedException.class)
                    .hasMessageContaining("on cdn.example, resolves to 127.0.0.1, which is not on the internet")
                    .hasMessageContaining("allowedHosts");
        }
        assertThat(server.asked).isEmpty();
    }

    @Test
    void redirectToANameThatLeadsToThisMachineIsRefused() throws IOException {
        answers.add("127.0.0.1");
        server.redirect("/there", cdn());

        try (DownloadRig rig = rig(new PublicRoutes(new Names(), PublicAddress::isPublic))) {
            assertThatThrownBy(() -> rig.fetch(server.url("/there"))).hasMessageContaining("resolves to 127.0.0.1");
        }
        assertThat(server.asked).hasSize(1);
    }

    /** Nothing listens at 127.0.0.2, so a connection to it would show. */
    @Test
    void connectionGoesToTheAddressThatWasLookedAtAndTheNameIsKept() throws IOException {
        answers.addAll(List.of("127.0.0.1", "127.0.0.2"));

        try (DownloadRig rig = rig(onlyTheServer())) {
            assertThat(rig.fetch(cdn())).hasBinaryContent(CONTENT);
        }
        assertThat(answers).containsExactly("127.0.0.2");
        assertThat(server.asked.get(0).headers().getFirst("Host")).startsWith("cdn.example:");
    }

    @Test
    void nameThatLeadsElsewhereTheNextTimeIsRefusedThoughAConnectionWasKept() throws IOException {
        answers.addAll(List.of("127.0.0.1", "127.0.0.2"));

        try (DownloadRig rig = rig(onlyTheServer())) {
            rig.fetch(cdn());
            assertThatThrownBy(() -> rig.fetch(cdn())).hasMessageContaining("resolves to 127.0.0.2");
        }
    }

    @Test
    void ofSeveralAddressesTheOpenOnesAreTriedInTurn() throws IOException {
        answers.add("127.0.0.2 127.0.0.3 127.0.0.1");

        try (DownloadRig rig = rig(new PublicRoutes(new Names(), address -> !address.getHostAddress().equals("127.0.0.2")))) {
            assertThat(rig.fetch(cdn())).hasBinaryContent(CONTENT);
        }
    }

    private DownloadRig rig(PublicRoutes routes) {
        return new DownloadRig(server.uri(), AllowedHosts.of(null), directory, routes);
    }

    private PublicRoutes onlyTheServer() {
        return new PublicRoutes(new Names(), address -> address.getHostAddress().equals("127.0.0.1"));
    }

    private String cdn() {
        return URI.create(server.url("/v.mp4")).toString().replace("127.0.0.1", "cdn.example");
    }

    /** Each lookup gets the next of the answers. */
    private final class Names implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            if (!host.equals("cdn.example") || answers.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return Arrays.stream(answers.remove().split(" ")).map(Names::address).toArray(InetAddress[]::new);
        }

        private static InetAddress address(String text) {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
