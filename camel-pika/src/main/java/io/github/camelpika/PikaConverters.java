package io.github.camelpika;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.github.camelpika.fetch.VideoStream;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.model.VideoTask;
import org.apache.camel.Converter;

/**
 * Converts what this component produces into the forms that other components take.
 */
@Converter(generateLoader = true)
public final class PikaConverters {

    private PikaConverters() {
    }

    /**
     * A task as JSON.
     */
    @Converter
    public static String toString(VideoTask task) {
        return Json.write(task);
    }

    /**
     * A task as JSON in UTF-8.
     */
    @Converter
    public static InputStream toInputStream(VideoTask task) {
        return new ByteArrayInputStream(toString(task).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A task as a Map.
     */
    @Converter
    public static Map<?, ?> toMap(VideoTask task) {
        return task.toMap();
    }

    /**
     * An event as JSON.
     */
    @Converter
    public static String toString(PikaTaskEvent event) {
        return Json.write(event.toMap());
    }

    /**
     * An event as a Map.
     */
    @Converter
    public static Map<?, ?> toMap(PikaTaskEvent event) {
        return event.toMap();
    }

    /**
     * A cost as a number, which Camel has no converter for.
     */
    @Converter
    public static BigDecimal toBigDecimal(String cost) {
        return new BigDecimal(cost);
    }

    /**
     * The file behind a downloaded body, for as long as its exchange lives.
     */
    @Converter
    public static File toFile(VideoStream stream) {
        return stream.path().toFile();
    }
}
