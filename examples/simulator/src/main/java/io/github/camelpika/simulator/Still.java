package io.github.camelpika.simulator;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;

/** The JPEGs beside a video. */
enum Still {
    POSTER("poster.jpg", 0, 1),
    THUMBNAIL("thumbnail.jpg", 0, 4),
    LAST_FRAME("last_frame.jpg", Scene.FRAMES - 1, 1);

    private final String fileName;
    private final int frame;
    private final int shrunkBy;
    private Content content;

    Still(String fileName, int frame, int shrunkBy) {
        this.fileName = fileName;
        this.frame = frame;
        this.shrunkBy = shrunkBy;
    }

    static Optional<Still> named(String fileName) {
        return Arrays.stream(values()).filter(still -> still.fileName.equals(fileName)).findFirst();
    }

    String fileName() {
        return fileName;
    }

    synchronized Content content() {
        if (content == null) {
            content = Content.of(jpeg());
        }
        return content;
    }

    private byte[] jpeg() {
        int width = Scene.WIDTH / shrunkBy;
        int height = Scene.HEIGHT / shrunkBy;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Image scaled = Scene.frame(frame).getScaledInstance(width, height, Image.SCALE_SMOOTH);
        image.getGraphics().drawImage(scaled, 0, 0, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
