package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest extends SimulatorTest {

    @ParameterizedTest
    @CsvSource({"/, text/html", "/ui/page.css, text/css", "/ui/page.js, text/javascript", "/ui/icon.svg, image/svg+xml"})
    void thePageIsServedUnderAStrictPolicy(String path, String type) throws IOException {
        HttpResponse<byte[]> response = client.send(client.request(path));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "http");
    }

    @Test
    void nothingComesFromAnotherHostAndNothingIsInline() throws IOException {
        String page = text("/");
        Matcher sources = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page);

        assertThat(sources.results().map(source -> source.group(1)))
                .containsOnly("/ui/icon.svg", "/ui/page.css", "/ui/page.js");
        assertThat(page).doesNotContain("<style", " style=", " onclick=").doesNotContainPattern("<script[^>]*>[^<]");
        assertThat(text("/ui/page.css")).doesNotContain("url(", "@import");
    }

    @ParameterizedTest
    @ValueSource(strings = {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(",
        "http://", "https://"})
    void theScriptMakesNoMarkupOfText(String forbidden) throws IOException {
        assertThat(text("/ui/page.js")).doesNotContain(forbidden);
    }

    @Test
    void everyPartOfThePageThatTheScriptNamesIsThere() throws IOException {
        String page = text("/");

        assertThat(Pattern.compile("\\$\\('([^']+)'\\)").matcher(text("/ui/page.js")).results())
                .isNotEmpty()
                .allSatisfy(named -> assertThat(page).contains("id=\"" + named.group(1) + "\""));
    }

    @Test
    void whatIsNoPartOfThePageIsTheGateways() throws IOException {
        assertThat(client.post("/", "").statusCode()).isEqualTo(404);
        assertThat(client.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(simulator.requests()).isEmpty();
    }

    private String text(String path) throws IOException {
        return new String(client.get(path).body(), StandardCharsets.UTF_8);
    }
}
