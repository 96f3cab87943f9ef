package io.github.camelpika.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.download.media.Samples;
import io.github.camelpika.simulator.Video;

/**
 * What a gateway may give instead of the MP4 that its address promises.
 */
public record SampleVideo(String format, int size, int number, byte[] bytes) implements Video {

    private static final Map<String, SampleVideo> KNOWN = new ConcurrentHashMap<>();

    public static SampleVideo of(String format) {
        return of(format, 20_000, 0);
    }

    /**
     * @param size   about so many bytes
     * @param number versions differ in all but what describes them
     */
    public static SampleVideo of(String format, int size, int number) {
        return KNOWN.computeIfAbsent(format + ' ' + size + ' ' + number,
                name -> new SampleVideo(format, size, number, Samples.all(size, number).get(format)));
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
        return "sample-" + bytes.length + "-v" + number;
    }

    @Override
    public Video version(int version) {
        return of(format, size, version);
    }

    @Override
    public void writeTo(OutputStream out, long offset, long count) throws IOException {
        out.write(bytes, (int) offset, (int) count);
    }
}
