package io.github.camelpika;

import java.io.IOException;
import java.io.OutputStream;

import io.github.camelpika.download.media.Samples;
import io.github.camelpika.simulator.Video;

/**
 * What a gateway may give instead of the MP4 that its address promises.
 */
record SampleVideo(byte[] bytes) implements Video {

    static SampleVideo of(String format) {
        return new SampleVideo(Samples.all(20_000, 1).get(format));
    }

    @Override
    public int seconds() {
        return 5;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public String etag() {
        return "sample-" + bytes.length;
    }

    @Override
    public void writeTo(OutputStream out, long offset, long count) throws IOException {
        out.write(bytes, (int) offset, (int) count);
    }
}
