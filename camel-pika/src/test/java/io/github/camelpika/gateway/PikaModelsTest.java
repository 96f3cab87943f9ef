package io.github.camelpika.gateway;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.rig.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of operations and inputs of Pika's own API, row by row.
 */
class PikaModelsTest {

    private static final String IMAGE = "https://h/i.png";
    private static final List<String> IMAGES = List.of("https://h/1.png", "https://h/2.png");
    private static final String VIDEO = "https://h/v.mp4";

    private final Dialect dialect = Gateway.PIKA.dialect();

    private static GenerateRequest.Builder sources(String sources) {
        GenerateRequest.Builder request = GenerateRequest.builder().prompt("a cat");
        for (String source : sources == null || sources.isEmpty() ? new String[0] : sources.split(" ")) {
            switch (source) {
                case "image" -> request.image(IMAGE);
                case "images" -> request.images(IMAGES);
                case "video" -> request.video(VIDEO);
                case "style" -> request.style("melt");
                default -> throw new IllegalArgumentException(source);
            }
        }
        return request;
    }

    private JsonNode body(GenerateRequest.Builder request) {
        assertThat(dialect.problems(request.build())).isEmpty();
        return Samples.parsed(Json.write(dialect.create(Jobs.of(request.build())).body()));
    }

    @ParameterizedTest
    @CsvSource({ ",,pika/pika-2.5/text-to-video", "2.5,,pika/pika-2.5/text-to-video", ",image,pika/pika-2.5/image-to-video",
            "2.5,image,pika/pika-2.5/image-to-video", ",images,pika/pikaframes/image-to-video",
            "pikaframes,images,pika/pikaframes/image-to-video", ",image style,pika/pikaffects/image-to-video",
            "pikaffects,image style,pika/pikaffects/image-to-video", ",video style,pika/pikaffects/video-to-video",
            "pikaffects,video style,pika/pikaffects/video-to-video", "pikadditions,video,pika/pikadditions/video-to-video",
            "pikadditions,video image,pika/pikadditions/video-to-video", "pikaswaps,video,pika/pikaswaps/video-to-video",
            "pikaswaps,video image,pika/pikaswaps/video-to-video", "pika/pika-3.0/text-to-video,,pika/pika-3.0/text-to-video" })
    void theOperationFollowsFromWhatIsGiven(String model, String sources, String id) {
        GenerateRequest request = sources(sources).model(model).build();

        assertThat(dialect.problems(request)).isEmpty();
        assertThat(dialect.problemsOfParts(request)).isEmpty();
        ApiCall call = dialect.create(Jobs.of(request));
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/v1/media/" + id);
        assertThat(call.headers()).isEqualTo(Map.of("Idempotency-Key", Jobs.IDEMPOTENCY_KEY));
    }

    @Test
    void everyInputOfEachOperationGoesUnderItsName() {
        assertThat(body(sources("").resolution("720p").duration(5).seed(7L).negativePrompt("fog").ratio("9x16"))).isEqualTo(
                Samples.quoted("{'prompt':'a cat','resolution':'720p','duration_s':5,'seed':7,'negative_prompt':'fog','ratio':'9:16'}"));
        assertThat(body(sources("image").resolution("1080p").duration(10).seed(7L).negativePrompt("fog"))).isEqualTo(Samples.quoted(
                "{'image':'https://h/i.png','prompt':'a cat','resolution':'1080p','duration_s':10,'seed':7,'negative_prompt':'fog'}"));
        assertThat(body(sources("images").resolution("720p").duration(1).seed(7L).negativePrompt("fog"))).isEqualTo(Samples.quoted(
                "{'images':['https://h/1.png','https://h/2.png'],'prompt':'a cat','transition_duration_s':1,'resolution':'720p','seed':7,"
                                                                                                                   + "'negative_prompt':'fog'}"));
        assertThat(body(sources("image style").seed(7L)))
                .isEqualTo(Samples.quoted("{'image':'https://h/i.png','pikaffect':'Melt','seed':7}"));
        assertThat(body(sources("video style").seed(7L)))
                .isEqualTo(Samples.quoted("{'video':'https://h/v.mp4','pikaffect':'Melt','seed':7}"));
        for (String model : new String[] { "pikadditions", "pikaswaps" }) {
            assertThat(body(sources("video image").model(model).resolution("720p").duration(5).seed(7L).negativePrompt("fog")
                    .input(Map.of("modify_region_roi", "the hat")))).isEqualTo(Samples.quoted("""
                            {'video':'https://h/v.mp4','prompt':'a cat','image':'https://h/i.png','duration_s':5,'resolution':'720p',
                             'seed':7,'negative_prompt':'fog','modify_region_roi':'the hat'}"""));
        }
    }

    @Test
    void promptAloneIsAllThatIsSent() {
        assertThat(Json.write(dialect.create(Jobs.of("a cat")).body())).isEqualTo("{\"prompt\":\"a cat\"}");
    }

    @Test
    void aFieldByItsOwnNameComesBeforeTheOption() {
        assertThat(body(sources("").duration(9).ratio("1:1").input(Map.of("duration_s", 9, "ratio", "square"))))
                .isEqualTo(Samples.quoted("{'prompt':'a cat','duration_s':9,'ratio':'square'}"));
    }

    @Test
    void anIdThatNobodyKnowsGetsAllUnderTheUsualNames() {
        assertThat(body(sources("image video style").model("pika/pika-9/all").duration(60).resolution("4k").ratio("1:1")
                .negativePrompt("fog").seed(7L).images(IMAGES).input(Map.of("fps", 60)))).isEqualTo(Samples.quoted("""
                        {'prompt':'a cat','image':'https://h/i.png','images':['https://h/1.png','https://h/2.png'],
                         'video':'https://h/v.mp4','pikaffect':'Melt','resolution':'4k','duration_s':60,'seed':7,'negative_prompt':'fog',
                         'ratio':'1:1','fps':60}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "2.2         |              | model '2.2' is none of Pika's own API | 2.5, pikadditions, pikaffects, pikaframes, pikaswaps",
            "pika/../x   |              | is no id of a model                   | pika/pika-2.5/text-to-video",
            "            | video        | video alone make no video             | model=pikadditions or model=pikaswaps",
            "            | style        | style alone make no video             | pika/pikaffects/image-to-video",
            "            | image images | image and images alone                | pika/pikaframes/image-to-video",
            "pikaframes  |              | images is missing                     | needs",
            "pikaframes  | image        | image has no place in a job           | another model",
            "pikaswaps   |              | video is missing                      | needs",
            "pikaswaps   | video style  | style has no place in a job           | another model" })
    void whatDoesNotFitIsToldBeforeAnythingIsSent(String model, String sources, String problem, String wayOut) {
        assertThat(dialect.problems(sources(sources).model(model).build()))
                .anySatisfy(told -> assertThat(told).contains(problem).contains(wayOut));
    }

    @Test
    void valuesThatAreDocumentedAreCheckedAndANewerOneHasAWay() {
        assertThat(dialect.problems(sources("").duration(10).resolution("480p").build())).containsExactly(
                "resolution '480p' is none that pika/pika-2.5/text-to-video takes, which is 720p, 1080p; a value that is newer than"
                                                                                                       + " this component goes as input.resolution",
                "duration '10' is none that pika/pika-2.5/text-to-video takes, which is 5; a value that is newer than this component"
                                                                                                       + " goes as input.duration_s");
        assertThat(dialect.problems(sources("images").duration(11).images(List.of("https://h/1.png")).build())).containsExactly(
                "images: 1 is out of range: pika/pikaframes/image-to-video takes 2 to 5; a value that is newer than this component"
                                                                                                        + " goes as input.images",
                "duration 11 is out of range: pika/pikaframes/image-to-video takes 1 to 10; a value that is newer than this component"
                                                                                                        + " goes as input.transition_duration_s");
    }

    @Test
    void optionsOfAnEndpointAreOnlyToldOfWhenNoModelTakesThem() {
        GenerateRequest.Builder options = GenerateRequest.builder();
        assertThat(dialect.problemsOfParts(options.duration(10).resolution("720p").style("Whatever").build())).isEmpty();
        assertThat(dialect.problemsOfParts(options.model("pikaswaps").build())).isEmpty();
        assertThat(dialect.problemsOfParts(options.model(null).resolution("8k").build())).singleElement().asString().contains("8k");
        assertThat(dialect.problemsOfParts(options.model("1.5").resolution(null).build())).singleElement().asString().contains("1.5");
    }

    @Test
    void picturesAreAddresses() {
        assertThat(dialect.problems(sources("").image("iVBO").build())).singleElement().asString().contains("image 'iVBO' is not a URL");
        assertThat(dialect.problems(sources("").images(List.of(IMAGE, "cat.png")).build())).singleElement().asString()
                .contains("images 'cat.png' is not a URL");
    }

    @Test
    void whatHasNoPlaceIsLeftOutAndTold() {
        GenerateRequest request = sources("image style").ratio("1:1").frameRate(24).guidanceScale(12).motion(1).sfx(true).duration(5)
                .resolution("720p").negativePrompt("fog").cameraPan("left").cameraTilt("up").cameraRotate("cw").cameraZoom("in")
                .callbackUrl("https://h/").build();
        assertThat(dialect.problems(request)).isEmpty();
        assertThat(dialect.leftOut(request)).containsExactly("prompt", "ratio", "resolution", "duration", "negativePrompt", "sfx", "frameRate",
                "guidanceScale", "motion", "cameraPan", "cameraTilt", "cameraRotate", "cameraZoom", "callbackUrl");
    }

    @Test
    void aPromptIsNeededOnlyToMakeAVideoOfTextAlone() {
        assertThat(dialect.needsPrompt(sources("").build())).isTrue();
        for (String other : new String[] { "image", "images", "image style", "video style" }) {
            assertThat(dialect.needsPrompt(sources(other).build())).as(other).isFalse();
        }
        assertThat(dialect.needsPrompt(GenerateRequest.builder().input(Map.of("prompt", "a cat")).build())).isFalse();
    }

    @Test
    void aStyleThatIsNotKnownIsSent() {
        assertThat(dialect.hasKnownStyles()).as("46 of the 62 are not known").isFalse();
        assertThat(body(sources("image style").style("Tadaa")).path("pikaffect").asText()).isEqualTo("Tadaa");
    }

    @Test
    void aQuoteIsAskedWithTheBodyOfTheJobAndTheIdInOnePart() {
        ApiCall quote = dialect.quote(GenerateRequest.of("a cat")).orElseThrow();
        assertThat(quote.method()).isEqualTo("POST");
        assertThat(quote.path()).isEqualTo("/catalog/apis/pika%2Fpika-2.5%2Ftext-to-video/quote");
        assertThat(quote.body()).isEqualTo(dialect.create(Jobs.of("a cat")).body());
        assertThat(quote.headers()).as("nothing is submitted").isEmpty();
    }

    @Test
    void everyOtherCallIsAsTheFactsHaveIt() {
        assertThat(dialect.query("a/b c")).isEqualTo(new ApiCall("GET", "/v1/media/jobs/a%2Fb%20c", null));
        assertThat(dialect.freshAddress("j1")).contains(new ApiCall("GET", "/v1/media/jobs/j1/content", null));
        assertThat(dialect.uploadGrant("image/png", 12)).contains(new ApiCall("POST", "/v1/media/uploads",
                Json.MAPPER.createObjectNode().put("content_type", "image/png").put("size_bytes", 12L)));
        assertThat(dialect.cancel("j1")).as("whether a deletion stops a job is not known").isEmpty();
        assertThat(dialect.keyHeader().name() + ": " + dialect.keyHeader().value("k")).isEqualTo("X-API-Key: k");
        assertThat(dialect.takesIdempotencyKey()).isTrue();
        assertThat(dialect.takesCallbacks()).isFalse();
    }
}
