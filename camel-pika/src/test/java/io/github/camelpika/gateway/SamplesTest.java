package io.github.camelpika.gateway;

import java.time.Instant;
import java.util.List;

import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.Jobs;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each gateway's own documentation, word for word.
 */
class SamplesTest {

    private static final String PIKA = "https://cdn.pika.art/v1/";

    @Test
    void cometApiSucceeded() {
        String folder = "https://pikacdn.deerapi.com/v1/1e59ceff-dc5e-4fef-a9c0-50dcb6de0694/";

        assertThat(read("cometapi-feed-response-succeeded")).isEqualTo(new VideoTask("asked-for", "cometapi",
                TaskState.SUCCEEDED, null,
                List.of(new Video(folder + "customize_your_prompt_here_seed144124.mp4", null, folder + "poster.jpg",
                        null, null, null, null)),
                "customize your prompt here", 400L, 0L, null, Instant.parse("2025-03-10T06:23:37Z"),
                Instant.parse("2025-03-10T06:27:29Z")));
    }

    @Test
    void vApiFinished() {
        assertThat(read("vapi-feed-response-finished")).isEqualTo(finished("vapi", "Apple evaporates",
                pikaVideo("c8091b7b-06df-48ed-8fe3-8ee8f1e367c2/", "_____seed393769667", 393769667L)));
    }

    @Test
    void yeScaleFinished() {
        VideoTask task = read("yescale-feed-response-finished");

        assertThat(task.prompt()).startsWith("Cinematic shot of a").endsWith("subtly preens.").hasSize(375);
        assertThat(task).isEqualTo(finished("yescale", task.prompt(),
                pikaVideo("daea3d5c-e413-4694-a573-b231eeaa9709/", "Cinematic_shot_of_a_tranquil_indoor_pool_room._A_"
                        + "graceful_pink_flamingo_stands_in_clear_turquoise_wa_seed1001579019", 1001579019L)));
    }

    @Test
    void yutoAiFinishedWithSeedOver32Bits() {
        assertThat(read("yutoai-feed-response-finished")).isEqualTo(finished("yutoai", "Plane fly",
                pikaVideo("66e0818e-05fb-454e-b246-a6f253e9ffbf/", "Plane_fly_seed3183047765", 3183047765L)));
    }

    @Test
    void createResponseGivesTaskId() {
        assertThat(Gateway.COMETAPI.dialect().taskId(Samples.json("cometapi-generate-response")))
                .contains("497f6eca-6276-4993-bfeb-53cbbbba6f68");
    }

    @Test
    void createRequestIsTheDocumentedOne() {
        ApiCall call = Gateway.COMETAPI.dialect().create(Jobs.of(GenerateRequest.builder()
                .prompt("a cat").ratio("16x9").style("inflate").sfx(true).model("1.5").frameRate(20)
                .guidanceScale(16).motion(2).negativePrompt("ugly").seed(144124L)
                .cameraPan("right").cameraTilt("up").cameraRotate("cw").cameraZoom("in")
                .callbackUrl("http://baidu.com").build()));

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/pika/pro/generate");
        assertThat(written(call)).isEqualTo(Samples.json("cometapi-generate-request"));
    }

    @Test
    void feedRequestIsTheDocumentedOne() {
        ApiCall call = Gateway.COMETAPI.dialect().query("b6951371-f2b1-cd77-b4a8-903a40414947");

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/pika/feed");
        assertThat(written(call)).isEqualTo(Samples.json("cometapi-feed-request"));
    }

    private static Object written(ApiCall call) {
        return Samples.parsed(Json.write(call.body()));
    }

    private static VideoTask read(String sample) {
        Gateway gateway = Samples.gateway(sample);
        return gateway.dialect().task(Samples.json(sample), Samples.asked(gateway, "asked-for")).orElseThrow();
    }

    private static VideoTask finished(String gateway, String prompt, Video video) {
        return new VideoTask("asked-for", gateway, TaskState.SUCCEEDED, 100, List.of(video), prompt, null, null, null,
                null, null);
    }

    private static Video pikaVideo(String folder, String file, long seed) {
        return new Video(PIKA + folder + file + ".mp4", PIKA + folder + file + "_share.mp4",
                PIKA + folder + "poster.jpg", PIKA + folder + "thumbnail.jpg", null, 5.0, seed);
    }
}
