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

class EnvelopeCreateTest {

    private final Dialect dialect = Gateway.COMETAPI.dialect();

    @Test
    void promptAloneGetsWhatCometApiRequires() {
        assertThat(body(GenerateRequest.of("a cat"))).isEqualTo(Samples.quoted(
                "{'callback_url':'https://callback.invalid/','prompt':'a cat','ratio':'16:9'}"));
    }

    @ParameterizedTest
    @CsvSource({ "1.5,1.5", "2.0,2.0", "2,2", "10,10", "' 1.5 ',1.5" })
    void modelIsWrittenAsPlainNumber(String model, String written) {
        ApiCall call = dialect.create(Jobs.of(GenerateRequest.builder().prompt("a").model(model).build()));

        assertThat(Json.write(call.body())).contains("\"model\":" + written + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "turbo", "1e3", "-1", "1,5", "" })
    void modelThatIsNoNumberIsAProblem(String model) {
        assertThat(dialect.problems(GenerateRequest.builder().prompt("a").model(model).build())).singleElement()
                .asString().contains("model '" + model + "'", "takes a number, such as 1.5");
    }

    @Test
    void imageAndVideoAreUrls() {
        assertThat(body(GenerateRequest.builder().prompt("a").image("https://h/i.png").build()).path("image").asText())
                .isEqualTo("https://h/i.png");
        assertThat(body(GenerateRequest.builder().prompt("a").video("https://h/v.mp4").build()).path("video").asText())
                .isEqualTo("https://h/v.mp4");
        assertThat(dialect.problems(GenerateRequest.builder().prompt("a").image("iVBORw0KGgo".repeat(20)).build()))
                .singleElement().asString().contains("image 'iVBOR", "fetches the image from an https://");
    }

    @Test
    void optionsHoldOnlyWhatIsSet() {
        JsonNode options = body(GenerateRequest.builder().prompt("a").cameraZoom("out").build()).path("options");

        assertThat(options).isEqualTo(Samples.quoted("{'camera':{'zoom':'out'}}"));
    }

    @Test
    void unknownStyleIsSentAsItIs() {
        assertThat(body(GenerateRequest.builder().prompt("a").style("Sparkle").build()).path("style").asText())
                .isEqualTo("Sparkle");
    }

    @Test
    void nothingIsLeftOut() {
        assertThat(dialect.leftOut(GenerateRequest.builder().prompt("a").sfx(true).callbackUrl("https://h/").build()))
                .isEmpty();
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
