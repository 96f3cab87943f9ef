package io.github.camelpika;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;
import org.apache.camel.TypeConversionException;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PikaConvertersTest {

    private final VideoTask task = new VideoTask("t1", "vapi", TaskState.SUCCEEDED, 100,
            List.of(new Video("https://x.example/v.mp4", null, null, null, null, 5.0, 3183047765L)), "Kätzchen", 400L, 0L,
            null, Instant.ofEpochSecond(1741587817), null);
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final TypeConverter converter = context.getTypeConverter();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    void eventIsJson() {
        PikaTaskEvent event = new PikaTaskEvent(context, PikaTaskEvent.What.FINISHED, task);
        event.setTimestamp(1795910400000L);

        assertThat(context.getTypeConverter().convertTo(String.class, event)).startsWith(
                "{\"what\":\"FINISHED\",\"timestamp\":1795910400000,\"task\":{").contains("\"taskId\":\"t1\"");
        assertThat(context.getTypeConverter().convertTo(Map.class, event)).containsEntry("what", "FINISHED");
    }

    @Test
    void aTaskIsJsonWhereTextIsWanted() throws Exception {
        assertThat(Json.read(converter.mandatoryConvertTo(String.class, task))).isEqualTo(Json.read("""
                {"taskId":"t1","gateway":"vapi","state":"SUCCEEDED","progress":100,
                 "videos":[{"url":"https://x.example/v.mp4","duration":5.0,"seed":3183047765}],
                 "prompt":"Kätzchen","points":400,"refund":0,"createdAt":"2025-03-10T06:23:37Z"}"""));
    }

    @Test
    void aTaskIsJsonInUtf8WhereAStreamIsWanted() throws Exception {
        try (InputStream in = converter.mandatoryConvertTo(InputStream.class, task)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("Kätzchen");
        }
    }

    @Test
    void aCostIsANumberWhereOneIsWanted() throws Exception {
        assertThat(converter.mandatoryConvertTo(BigDecimal.class, "0.45")).isEqualTo(new BigDecimal("0.45"));
        assertThatThrownBy(() -> converter.mandatoryConvertTo(BigDecimal.class, "dear")).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void aTaskIsAMapWhereOneIsWanted() throws Exception {
        assertThat(converter.mandatoryConvertTo(Map.class, task)).isEqualTo(task.toMap());
    }

    @Test
    void aPlainObjectMapperAsInMarshalJsonWritesTheSame() throws Exception {
        assertThat(new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(task)))
                .isEqualTo(Json.read(converter.mandatoryConvertTo(String.class, task)));
    }
}
