package io.github.camelpika.simulator;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jcodec.api.SequenceEncoder;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Rational;

/** The {@link Scene} as an MP4. It is encoded when first asked for, which takes about a second. */
final class DrawnVideo implements Video {

    static final Video INSTANCE = new DrawnVideo();

    private static final int ROOM = 8 * 1024 * 1024;

    private DrawnVideo() {}

    @Override
    public int seconds() {
        return Scene.SECONDS;
    }

    @Override
    public long length() {
        return Encoded.CONTENT.length();
    }

    @Override
    public String etag() {
        return Encoded.CONTENT.etag();
    }

    @Override
    public void writeTo(OutputStream out, long offset, long count) throws IOException {
        Encoded.CONTENT.writeTo(out, offset, count);
    }

    private static final class Encoded {
        static final Content CONTENT = Content.of(encode());
    }

    private static byte[] encode() {
        ByteBufferSeekableByteChannel file = ByteBufferSeekableByteChannel.writeToByteBuffer(ByteBuffer.allocate(ROOM));
        try {
            SequenceEncoder encoder = SequenceEncoder.createWithFps(file, Rational.R(Scene.FRAMES_PER_SECOND, 1));
            for (int number = 0; number < Scene.FRAMES; number++) {
                encoder.encodeNativeFrame(picture(Scene.frame(number)));
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
