package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.common.DemuxerTrackMeta;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.junit.jupiter.api.Test;

class VideoTest {

    @Test
    void drawnVideoIsAnMp4ThatPlays() throws IOException, JCodecException {
        byte[] bytes = bytes(Video.drawn());
        FrameGrab grab = FrameGrab.createFrameGrab(
                ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(bytes)));
        DemuxerTrackMeta meta = grab.getVideoTrack().getMeta();

        assertThat(meta.getTotalFrames()).isEqualTo(72);
        assertThat(meta.getTotalDuration()).isEqualTo(3.0);
        Picture first = grab.getNativeFrame();
        assertThat(first.getCroppedWidth()).isEqualTo(320);
        assertThat(first.getCroppedHeight()).isEqualTo(180);
        for (int frame = 1; frame < 72; frame++) {
            assertThat(grab.getNativeFrame()).as("frame %d", frame).isNotNull();
        }
        assertThat(bytes).hasSizeLessThan(200_000);
    }

    @Test
    void syntheticVideoStartsAsAnMp4DoesAndIsTheSameAtAnyOffset() throws IOException {
        byte[] small = bytes(Video.ofSize(1000));
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        long farAway = 5_000_000_000L;
        Video.ofSize(farAway + 10).writeTo(part, farAway, 10);

        assertThat(new String(small, 4, 8, StandardCharsets.US_ASCII)).isEqualTo("ftypisom");
        assertThat(small[999]).isEqualTo(Video.byteAt(999));
        assertThat(part.toByteArray()[9]).isEqualTo(Video.byteAt(farAway + 9));
    }

    private static byte[] bytes(Video video) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        video.writeTo(out, 0, video.length());
        return out.toByteArray();
    }
}
