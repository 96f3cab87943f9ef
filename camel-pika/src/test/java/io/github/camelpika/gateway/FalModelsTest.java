package io.github.camelpika.gateway;

import java.time.Duration;
import java.util.Collections;
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

/**
 * The table of Pika's models at fal and their inputs, row by row.
 */
class FalModelsTest {

    private final Dialect dialect = Gateway.FAL.dialect();

    private static GenerateRequest.Builder text() {
        return GenerateRequest.builder().prompt("a cat");
    }

    private static GenerateRequest.Builder image() {
        return text().image("https://h/i.png");
    }

    private static GenerateRequest.Builder images() {
        return text().images(List.of("https://h/1.png", "https://h/2.png"));
    }

    private JsonNode body(GenerateRequest.Builder request) {
        assertThat(dialect.problems(request.build())).isEmpty();
        return Samples.parsed(Json.write(dialect.create(Jobs.of(request.build())).body()));
    }

    private String path(GenerateRequest.Builder request) {
        assertThat(dialect.problems(request.build())).isEmpty();
        return dialect.create(Jobs.of(request.build())).path();
    }

    @ParameterizedTest
    @CsvSource({ ",v2.2", "2.2,v2.2", "2.1,v2.1", "turbo,v2/turbo" })
    void textAndImageHaveModelsOfEachVersion(String model, String version) {
        assertThat(path(text().model(model))).isEqualTo("/fal-ai/pika/" + version + "/text-to-video");
        assertThat(path(image().model(model))).isEqualTo("/fal-ai/pika/" + version + "/image-to-video");
    }

    @Test
    void severalImagesAreFramesUnlessScenesAreAskedFor() {
        assertThat(path(images())).isEqualTo("/fal-ai/pika/v2.2/pikaframes");
        assertThat(path(images().model("pikaframes"))).isEqualTo("/fal-ai/pika/v2.2/pikaframes");
        assertThat(path(images().model("pikascenes"))).isEqualTo("/fal-ai/pika/v2.2/pikascenes");
    }

    @Test
    void everyInputOfEachModelGoesUnderItsName() {
        assertThat(body(text().ratio("2:3").resolution("1080p").duration(10).negativePrompt("fog").seed(7L))).isEqualTo(Samples.quoted(
                "{'prompt':'a cat','negative_prompt':'fog','aspect_ratio':'2:3','resolution':'1080p','duration':10,'seed':7}"));
        assertThat(body(image().resolution("1080p").duration(10).negativePrompt("fog").seed(7L))).isEqualTo(Samples.quoted(
                "{'image_url':'https://h/i.png','prompt':'a cat','negative_prompt':'fog','resolution':'1080p','duration':10,'seed':7}"));
        assertThat(body(images().model("pikascenes").ratio("4x5").resolution("720p").duration(5).negativePrompt("fog").seed(7L)
                .input(Map.of("ingredients_mode", "precise")))).isEqualTo(Samples.quoted("""
                        {'image_urls':['https://h/1.png','https://h/2.png'],'prompt':'a cat','aspect_ratio':'4:5','resolution':'720p',
                         'duration':5,'negative_prompt':'fog','seed':7,'ingredients_mode':'precise'}"""));
        assertThat(body(images().resolution("720p").negativePrompt("fog").seed(7L)
                .input(Map.of("transitions", List.of(Map.of("duration", 25)))))).isEqualTo(Samples.quoted("""
                        {'image_urls':['https://h/1.png','https://h/2.png'],'prompt':'a cat','negative_prompt':'fog','resolution':'720p',
                         'seed':7,'transitions':[{'duration':25}]}"""));
    }

    @Test
    void theDefaultRatioIsSentWhereAModelHasOne() {
        assertThat(Json.write(dialect.create(Jobs.of("a cat")).body())).isEqualTo("{\"prompt\":\"a cat\",\"aspect_ratio\":\"16:9\"}");
        assertThat(body(text().input(Map.of("aspect_ratio", "1:1"))).path("aspect_ratio").asText()).isEqualTo("1:1");
        assertThat(body(text().model("other/model")).has("aspect_ratio")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "16:9,true", "9:16,true", "1:1,true", "4:5,true", "5:4,true", "3:2,true", "2:3,true", "5:2,false", "4:3,false" })
    void ratiosAreThoseThatAreDocumented(String ratio, boolean fine) {
        assertThat(dialect.problems(text().ratio(ratio).build()).isEmpty()).isEqualTo(fine);
    }

    @ParameterizedTest
    @CsvSource({ "2.2,5,true", "2.2,10,true", "2.2,7,false", "2.1,5,true", "2.1,10,false", "turbo,5,true", "turbo,10,false" })
    void durationsAreThoseThatAreDocumented(String model, int seconds, boolean fine) {
        assertThat(dialect.problems(text().model(model).duration(seconds).build()).isEmpty()).isEqualTo(fine);
        assertThat(dialect.problems(image().model(model).duration(seconds).build()).isEmpty()).isEqualTo(fine);
    }

    @ParameterizedTest
    @CsvSource({ "1,false", "2,true", "5,true", "6,false" })
    void framesAreTwoToFive(int count, boolean fine) {
        List<String> frames = Collections.nCopies(count, "https://h/i.png");
        assertThat(dialect.problems(text().images(frames).build()).isEmpty()).isEqualTo(fine);
    }

    @Test
    void transitionsAreOneFewerThanImagesAndNoLongerThanAllowed() {
        GenerateRequest.Builder three = text().images(List.of("https://h/1", "https://h/2", "https://h/3"));
        assertThat(dialect.problems(three.input(Map.of("transitions", List.of(Map.of("duration", 25)))).build())).singleElement().asString()
                .contains("1 are given", "one fewer than images, which is 2");
        assertThat(dialect.problems(three.input(Map.of("transitions", List.of(Map.of("duration", 13), Map.of("duration", 13)))).build()))
                .singleElement().asString().contains("26 s", "at most 25");
    }

    @Test
    void imagesAreAddressesOrDataUris() {
        assertThat(dialect.problems(text().image("data:image/png;base64,iVBORw0KGgo=").build())).isEmpty();
        assertThat(dialect.problems(text().image("iVBORw0KGgo=").build())).singleElement().asString().contains("as a data URI");
        assertThat(dialect.problems(text().images(List.of("https://h/1", "cat.png")).build())).singleElement().asString()
                .contains("images 'cat.png'");
    }

    @ParameterizedTest
    @CsvSource({ "pikaffects,v1.5/pikaffects", "pikadditions,v2/pikadditions", "pikaswaps,v2/pikaswaps" })
    void whatIsGoneIsAskedForByNameWithAWarning(String model, String id) {
        GenerateRequest request = text().video("https://h/v.mp4").style("Melt").model(model).build();
        assertThat(dialect.problems(request)).isEmpty();
        assertThat(dialect.create(Jobs.of(request)).path()).isEqualTo("/fal-ai/pika/" + id);
        assertThat(dialect.create(Jobs.of(request)).body()).isEqualTo(
                Samples.quoted("{'prompt':'a cat','video_url':'https://h/v.mp4','pikaffect':'Melt'}"));
        assertThat(dialect.doubts(request)).singleElement().asString().contains("'" + model + "'", "no longer");
        assertThat(dialect.doubts(text().build())).isEmpty();
    }

    @Test
    void anotherModelIsSentAsItIsWithAllUnderTheUsualNames() {
        GenerateRequest.Builder request = images().image("https://h/i.png").model("fal-ai/wan/v9").ratio("21:9").resolution("4k").duration(7)
                .input(Map.of("fps", 60));
        assertThat(path(request)).isEqualTo("/fal-ai/wan/v9");
        assertThat(body(request)).isEqualTo(Samples.quoted("""
                {'prompt':'a cat','image_url':'https://h/i.png','image_urls':['https://h/1.png','https://h/2.png'],'aspect_ratio':'21:9',
                 'resolution':'4k','duration':7,'fps':60}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "2.5 | model '2.5' is none of fal | 2.1, 2.2", "../v2 | is no id of a model | fal-ai/pika/v2.2/text-to-video",
            "pikascenes | images is missing | needs" })
    void whatDoesNotFitIsTold(String model, String problem, String wayOut) {
        assertThat(dialect.problems(text().model(model).build())).first().asString().contains(problem).contains(wayOut);
    }

    @Test
    void aStyleOrAVideoTellsTheWay() {
        assertThat(dialect.problems(image().style("Melt").build())).singleElement().asString().contains("image and style", "model=pikaffects");
        assertThat(dialect.problems(text().video("https://h/v.mp4").build())).singleElement().asString()
                .contains("video alone", "model=pikadditions or model=pikaffects or model=pikaswaps");
    }

    @Test
    void aPromptIsNeededButForFrames() {
        assertThat(dialect.needsPrompt(text().build())).isTrue();
        assertThat(dialect.needsPrompt(image().build())).isTrue();
        assertThat(dialect.needsPrompt(images().model("pikascenes").build())).isTrue();
        assertThat(dialect.needsPrompt(images().build())).isFalse();
    }

    @Test
    void whatHasNoPlaceIsLeftOutAndTold() {
        assertThat(dialect.leftOut(image().ratio("1:1").sfx(true).frameRate(24).cameraPan("left").callbackUrl("https://h/").build()))
                .containsExactly("ratio", "sfx", "frameRate", "cameraPan");
        assertThat(dialect.leftOut(images().duration(5).build())).containsExactly("duration");
    }

    @ParameterizedTest
    @CsvSource({ "900000,900", "900001,901", "1,1", "," })
    void falGivesUpNoSoonerThanTheWait(Long millis, String seconds) {
        Job job = new Job(GenerateRequest.of("a cat"), "k", millis == null ? null : Duration.ofMillis(millis));
        assertThat(dialect.create(job).headers().get("X-Fal-Request-Timeout")).isEqualTo(seconds);
        assertThat(dialect.create(job).headers()).containsEntry("x-app-fal-disable-fallback", "true").doesNotContainKey("Idempotency-Key");
        assertThat(dialect.takesIdempotencyKey()).isFalse();
    }

    @Test
    void theCallbacksAddressGoesIntoTheQuery() {
        assertThat(path(text().callbackUrl("https://h/p?a=1&b=2"))).isEqualTo(
                "/fal-ai/pika/v2.2/text-to-video?fal_webhook=https%3A%2F%2Fh%2Fp%3Fa%3D1%26b%3D2");
    }

    @ParameterizedTest
    @ValueSource(strings = { "k-1", "id:secret" })
    void theKeyGoesAsFalWantsIt(String key) {
        assertThat(dialect.keyHeader().name() + ": " + dialect.keyHeader().value(key)).isEqualTo("Authorization: Key " + key);
    }

    @ParameterizedTest
    @CsvSource({ "r1,/fal-ai/pika/requests/r1", "fal-ai/wan/r1,/fal-ai/wan/requests/r1", "workflows/me/flow/r1,/workflows/me/flow/requests/r1",
            "fal-ai/pika/requests/r1,/fal-ai/pika/requests/r1", "a b,/fal-ai/pika/requests/a%20b", "x/../r?1,/x/../requests/r%3F1" })
    void theIdTellsWhereItsTaskIs(String taskId, String path) {
        assertThat(dialect.query(taskId)).isEqualTo(new ApiCall("GET", path + "/status?logs=0", null));
        assertThat(dialect.cancel(taskId)).contains(new ApiCall("PUT", path + "/cancel", null));
    }
}
