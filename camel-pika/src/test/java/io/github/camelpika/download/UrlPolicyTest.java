package io.github.camelpika.download;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is refused by the address alone, and so through a proxy too. */
class UrlPolicyTest {

    private static final URI GATEWAY = URI.create("http://127.0.0.1:8080/cometapi");
    private final UrlPolicy anyPublic = new UrlPolicy(GATEWAY, true, AllowedHosts.of(null));

    @ParameterizedTest
    @ValueSource(strings = { "http://169.254.169.254/latest/meta-data", "https://[fd00:ec2::254]/", "https://10.0.0.1/", "http://[::1]/",
            "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
            "http://[fe80::1%25eth0]/", "http://0.0.0.0/", "http://127.0.0.1:8081/", "https://127.0.0.1:8080/", "http://localhost:8080/",
            "http://LOCALHOST/", "http://a.localhost/", "http://localhost./", "http://a.localhost./", "http://127.1/", "http://2130706433/", "http://0x7f000001/",
            "http://017700000001/", "http://0177.0.0.1/", "http://010.8.8.8/", "http://127.0.0.1./" })
    void privateAddressIsRefusedHoweverItIsWritten(String url) {
        assertThatThrownBy(() -> anyPublic.vet(url)).isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("the address of the file");
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://8.8.8.8/v.mp4", "https://[2606:4700::1111]/v.mp4", "https://cdn.example.com/v.mp4?X-Sig=a%2Fb",
            "http://127.0.0.1:8080/cdn/v.mp4" })
    void publicOneAndTheGatewaysOwnArePassedAsTheyAre(String url) throws DownloadFailedException {
        assertThat(anyPublic.vet(url)).hasToString(url);
    }

    @Test
    void namedHostMayBeAnywhereAndNoOtherIsAllowed() throws DownloadFailedException {
        UrlPolicy named = new UrlPolicy(GATEWAY, true, AllowedHosts.of("10.0.0.1"));

        assertThat(named.isTrusted(named.vet("http://10.0.0.1/v"))).isTrue();
        assertThat(named.isTrusted(named.vet("http://127.0.0.1:8080/v"))).isTrue();
        assertThatThrownBy(() -> named.vet("https://cdn.example.com/v")).hasMessageContaining("is not one of the allowedHosts");
    }

    @Test
    void namedHostStillNeedsHttps() {
        UrlPolicy named = new UrlPolicy(GATEWAY, false, AllowedHosts.of("10.0.0.1"));

        assertThatThrownBy(() -> named.vet("http://10.0.0.1/v")).hasMessageContaining("plain http");
    }

    @Test
    void hostWithAnUnderscoreIsAHostLikeOthers() throws DownloadFailedException {
        UrlPolicy named = new UrlPolicy(GATEWAY, false, AllowedHosts.of("my_bucket.example.com:8443"));

        assertThat(anyPublic.vet("https://my_bucket.example.com/v")).hasToString("https://my_bucket.example.com/v");
        assertThat(named.vet("https://my_bucket.example.com:8443/v")).hasToString("https://my_bucket.example.com:8443/v");
        assertThatThrownBy(() -> named.vet("https://my_bucket.example.com/v")).hasMessageContaining(
                "on my_bucket.example.com, is not one of the allowedHosts");
        assertThatThrownBy(() -> named.vet("http://my_bucket.example.com:8443/v")).hasMessageContaining("plain http");
        assertThatThrownBy(() -> anyPublic.vet("https://a_b.localhost/v")).hasMessageContaining("is not on the internet");
        assertThatThrownBy(() -> anyPublic.vet("https://user:word@my_bucket.example.com/v")).hasMessageContaining(
                "not a valid https URL with a host");
    }
}
