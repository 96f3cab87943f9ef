package io.github.camelpika.gateway;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.rig.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlainCreateTest {

    private static final String PICTURE = "iVBORw0KGgoAAAANSUhEUgAA".repeat(5);

    private final Dialect dialect = Gateway.VAPI.dialect();

    @Test
    void everythingIsWrittenAsDocumented() {
        ApiCall call = dialect.create(Jobs.of(GenerateRequest.builder()
                .prompt("a cat").ratio("4:5").style("cake-ify").model("2.0").frameRate(20).guidanceScale(16).motion(2)
                .negativePrompt("ugly").seed(3183047765L).video("https://h/v.mp4")
                .cameraPan("left").cameraTilt("down").cameraRotate("ccw").cameraZoom("out").build()));

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/pika/generate");
        assertThat(Samples.parsed(Json.write(call.body()))).isEqualTo(Samples.quoted("""
                {'promptText':'a cat','pikaffect':'Cake-ify','model':'2.0','video':'https://h/v.mp4',
                 'options':{'aspectRatio':0.8,'frameRate':20,
                  'camera':{'pan':'left','tilt':'down','rotate':'ccw','zoom':'out'},
                  'parameters':{'guidanceScale':16,'motion':2,'negativePrompt':'ugly','seed':3183047765}}}"""));
    }

    @Test
    void promptAloneStillHasOptions() {
        assertThat(Json.write(dialect.create(Jobs.of("a cat")).body())).isEqualTo("""
                {"promptText":"a cat","options":{"aspectRatio":1.7777777777777777,"camera":{},"parameters":{}}}""");
    }

    @ParameterizedTest
    @CsvSource({ "16:9,1.7777777777777777", "9:16,0.5625", "1:1,1.0", "5:2,2.5", "4:5,0.8", "4:3,1.3333333333333333" })
    void ratioIsANumber(String ratio, double number) {
        JsonNode written = body(GenerateRequest.builder().prompt("a").ratio(ratio).build()).at("/options/aspectRatio");

        assertThat(written.isNumber()).isTrue();
        assertThat(written.doubleValue()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://h/i.png", "data:image/png;base64,x" })
    void imageToVideoHasNoRatio(String image) {
        JsonNode body = body(GenerateRequest.builder().prompt("a").ratio("1:1").image(image).build());

        assertThat(body.path("image").asText()).isEqualTo(image);
        assertThat(body.path("options")).isEqualTo(Samples.quoted("{'camera':{},'parameters':{}}"));
    }

    @Test
    void whatHasNoPlaceIsTold() {
        GenerateRequest.Builder request = GenerateRequest.builder().prompt("a").ratio("1:1");

        assertThat(dialect.leftOut(request.build())).isEmpty();
        assertThat(dialect.leftOut(request.sfx(false).callbackUrl("https://h/").image("https://h/i.png").build()))
                .containsExactly("sfx", "callbackUrl", "ratio");
        assertThat(body(request.build()).toString()).doesNotContain("sfx", "callback");
    }

    @Test
    void imageIsUrlOrBase64() {
        assertThat(dialect.problems(image("https://h/i.png"))).isEmpty();
        assertThat(dialect.problems(image(PICTURE))).isEmpty();
        assertThat(dialect.problems(image("data:image/png;base64," + PICTURE))).isEmpty();
        assertThat(dialect.problems(image("cat.png"))).singleElement().asString().contains("image 'cat.png'", "Base64");
        assertThat(dialect.problems(image(""))).hasSize(1);
        assertThat(dialect.problems(image("file:///etc/passwd-of-a-name-that-is-quite-long/and/longer/still/i.png")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "497f6eca-6276,/pika/feed/497f6eca-6276", "a/b?c#d%,/pika/feed/a%2Fb%3Fc%23d%25", "a b,/pika/feed/a%20b" })
    void taskIdStaysOneSegmentOfThePath(String taskId, String path) {
        assertThat(dialect.query(taskId)).isEqualTo(new ApiCall("GET", path, null));
    }

    private static GenerateRequest image(String image) {
        return GenerateRequest.builder().prompt("a").image(image).build();
    }

    private JsonNode body(GenerateRequest request) {
        return Samples.parsed(Json.write(dialect.create(Jobs.of(request)).body()));
    }

    @Test
    void imageAndVideoExcludeEachOther() {
        GenerateRequest.Builder request = GenerateRequest.builder().prompt("a").image("https://h/i.png");

        assertThat(dialect.problems(request.build())).isEmpty();
        assertThat(dialect.problems(request.video("https://h/v.mp4").build())).singleElement().asString()
                .contains("image and video are both set", "one of them");
    }

    @Test
    void whatOnlyOthersHaveIsLeftOutAndTold() {
        GenerateRequest request = GenerateRequest.builder().prompt("a").duration(5).resolution("720p")
                .images(List.of("https://h/1.png")).input(Map.of("fps", 24)).build();

        assertThat(dialect.leftOut(request)).containsExactly("duration", "resolution", "images", "input.fps");
        assertThat(dialect.create(Jobs.of(request))).isEqualTo(dialect.create(Jobs.of("a")));
    }
}
