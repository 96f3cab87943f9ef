package io.github.camelpika.download;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AllowedHostsTest {

    @ParameterizedTest
    @CsvSource({ "cdn.example.com, https://cdn.example.com/v, true", "CDN.example.com, https://cdn.EXAMPLE.com:8443/v, true",
            "cdn.example.com, https://a.cdn.example.com/v, false", "cdn.example.com, https://cdn.example.com.evil.example/v, false",
            "*.example.com, https://a.b.example.com/v, true", "*.example.com, https://example.com/v, false",
            "*.example.com, https://notexample.com/v, false", "cdn.example.com:443, https://cdn.example.com/v, true",
            "cdn.example.com:443, http://cdn.example.com/v, false", "localhost:8080, http://localhost:8080/v, true",
            "localhost:8080, http://localhost:8081/v, false", "10.1.2.3, http://10.1.2.3/v, true",
            "10.1.2.3, http://10.1.2.30/v, false", "[::1]:80, http://[::1]/v, true", "minio, http://minio:9000/v, true" })
    void hostIsNamedOrNot(String option, URI uri, boolean named) {
        assertThat(AllowedHosts.of(option).name(uri)).isEqualTo(named);
    }

    @Test
    void eachOfAListIsNamed() {
        AllowedHosts hosts = AllowedHosts.of(" a.example , *.b.example:8080 ");

        assertThat(hosts.name(URI.create("https://a.example"))).isTrue();
        assertThat(hosts.name(URI.create("https://c.b.example:8080"))).isTrue();
        assertThat(AllowedHosts.of(null).isEmpty()).isTrue();
        assertThat(AllowedHosts.of(" ").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "*", "*.*", "*.0.0.1", "a*.example", "cdn.*.example", "https://a.example", "a.example/", "a.example,",
            "a.example b.example", "a.example:x", "10.0.0.0/8", ".example.com", "a@b" })
    void whatIsNoHostIsRefused(String option) {
        assertThatThrownBy(() -> AllowedHosts.of(option)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which is not a host");
    }
}
