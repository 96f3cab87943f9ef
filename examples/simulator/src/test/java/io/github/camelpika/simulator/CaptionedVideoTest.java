package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.jcodec.api.FrameGrab;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptionedVideoTest extends SimulatorTest {

    @Override
    Video video() {
        return Video.captioned();
    }

    @Test
    void eachGatewaysRatioIsTheVideosAndItPlays() throws Exception {
        assertSize(download(cometapi("9:16")), 180, 320);
        assertSize(download(client.post("/vapi/pika/generate",
                "{\"promptText\":\"a cat\",\"options\":{\"aspectRatio\":1}}").body()), 320, 320);
        assertSize(download(client.send(client.request("/pika/v1/media/pika/pika-2.5/text-to-video")
                .header("X-API-Key", simulator.apiKey())
                .POST(BodyPublishers.ofString("{\"prompt\":\"a cat\",\"ratio\":\"5:2\"}")))
                .body()), 320, 128);
        assertSize(download(client.send(client.request("/fal/fal-ai/pika/v2.2/text-to-video")
                .header("Authorization", "Key " + simulator.apiKey())
                .POST(BodyPublishers.ofString(
                        "{\"prompt\":\"a cat\",\"aspect_ratio\":\"4:5\"}"))).body()), 256, 320);
    }

    @Test
    void otherPromptsAreOtherVideosAndTheSameIsTheSame() {
        Content cat = Video.captioned().of(task("a cat", "1:1"));

        assertThat(Video.captioned().of(task("a cat", "1:1"))).isSameAs(cat);
        assertThat(Video.captioned().of(task("a dog", "1:1")).etag()).isNotEqualTo(cat.etag());
    }

    @ParameterizedTest
    @CsvSource({
        "16:9, 320, 180", "16x9, 320, 180", "1.7777778, 320, 180", "2:3, 214, 320", "100:1, 320, 128",
        "1:100, 128, 320", "'', 320, 180", "nonsense, 320, 320", "0:0, 320, 320", "-1:1, 320, 320", ":, 320, 320"
    })
    void anyRatioIsASizeThatCanBeEncoded(String ratio, int width, int height) {
        Caption caption = Caption.of(task("a cat", ratio));

        assertThat(caption.width()).isEqualTo(width);
        assertThat(caption.height()).isEqualTo(height);
    }

    @Test
    void promptAndRatioAreWrittenOnThePicture() {
        BufferedImage one = new Caption("a cat", "1:1").on(Scene.frame(0));
        BufferedImage other = new Caption("a cot", "1:1").on(Scene.frame(0));
        BufferedImage none = new Caption("", "1:1").on(Scene.frame(0));

        assertThat(pixels(one)).isNotEqualTo(pixels(other));
        assertThat(Arrays.stream(pixels(one)).filter(pixel -> pixel == 0xFFFFFFFF).count())
                .isGreaterThan(Arrays.stream(pixels(none)).filter(pixel -> pixel == 0xFFFFFFFF).count())
                .isPositive();
    }

    private SimTask task(String prompt, String ratio) {
        TaskPlan plan = new TaskPlan(Duration.ZERO, Duration.ZERO, null);
        return new SimTask("id", "vapi", Json.object(), prompt, clock.instant(), 1, 1, plan, new TaskWatch(clock), "",
                ratio);
    }

    private byte[] cometapi(String ratio) throws IOException {
        return client.post("/cometapi/pika/pro/generate",
                "{\"prompt\":\"a cat\",\"ratio\":\"" + ratio + "\",\"callback_url\":\"http://a.invalid/\"}").body();
    }

    private byte[] download(byte[] created) throws IOException {
        JsonNode answer = Json.parse(created);
        assertThat(answer.isObject()).isTrue();
        clock.advanceSeconds(110);
        JsonNode tasks = Client.json(client.get("/admin/tasks?last=1"));
        return client.get(tasks.at("/0/videoUrl").asText()).body();
    }

    private static void assertSize(byte[] video, int width, int height) throws Exception {
        FrameGrab grab = FrameGrab.createFrameGrab(
                ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(video)));
        assertThat(grab.getVideoTrack().getMeta().getTotalDuration()).isEqualTo(3.0);
        Picture first = grab.getNativeFrame();
        assertThat(first.getCroppedWidth()).isEqualTo(width);
        assertThat(first.getCroppedHeight()).isEqualTo(height);
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
