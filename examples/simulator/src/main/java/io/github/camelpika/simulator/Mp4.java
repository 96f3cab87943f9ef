package io.github.camelpika.simulator;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jcodec.api.SequenceEncoder;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Rational;

/** Encodes pictures as an MP4 that plays. */
final class Mp4 {

    private static final int ROOM = 8 * 1024 * 1024;

    private Mp4() {}

    static byte[] encode(int frames, int framesPerSecond, IntFunction<BufferedImage> frame) {
        ByteBufferSeekableByteChannel file = ByteBufferSeekableByteChannel.writeToByteBuffer(ByteBuffer.allocate(ROOM));
        try {
            SequenceEncoder encoder = SequenceEncoder.createWithFps(file, Rational.R(framesPerSecond, 1));
            for (int number = 0; number < frames; number++) {
                encoder.encodeNativeFrame(picture(frame.apply(number)));
            }
            encoder.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteBuffer contents = file.getContents();
        return Arrays.copyOf(contents.array(), contents.limit());
    }

    private static Picture picture(BufferedImage image) {
        Picture picture = Picture.create(image.getWidth(), image.getHeight(), ColorSpace.RGB);
        byte[] plane = picture.getPlaneData(0);
        int i = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                plane[i++] = centred(rgb >> 16);
                plane[i++] = centred(rgb >> 8);
                plane[i++] = centred(rgb);
            }
        }
        return picture;
    }

    // jcodec keeps samples as signed bytes around the middle grey.
    private static byte centred(int sample) {
        return (byte) ((sample & 0xFF) - 128);
    }
}
