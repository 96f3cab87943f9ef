package io.github.camelpika.route;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EndToEndTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = { "cometapi", "vapi", "yescale", "yutoai", "pika", "fal" })
    void promptBecomesFileOnEveryGateway(String gateway) throws Exception {
        try (PikaRig rig = new PikaRig().use(gateway)) {
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:prompts")
                            .to("pika:generate?seed=4294967297")
                            .to("pika:feed")
                            .setProperty("task", body())
                            .to("pika:download?directory=" + directory);
                }
            }).start();

            Exchange done = rig.finish(rig.send("direct:prompts", "a cat"));

            assertThat(done.getException()).isNull();
            VideoTask task = done.getProperty("task", VideoTask.class);
            assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(task.gateway()).isEqualTo(gateway);
            File file = done.getMessage().getBody(File.class);
            assertThat(file.toPath()).isEqualTo(directory.resolve(task.taskId() + ".mp4"));
            assertThat(Files.size(file.toPath())).isGreaterThan(1_000);
            assertThat(new String(Files.readAllBytes(file.toPath()), 4, 4)).isEqualTo("ftyp");
            assertThat(Files.list(directory)).containsExactly(file.toPath());
            assertThat(done.getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo(task.taskId());
            assertThat(rig.simulator.tasks()).singleElement()
                    .satisfies(submitted -> assertThat(submitted.prompt()).isEqualTo("a cat"));
        }
    }
}
