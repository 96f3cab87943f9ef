package io.github.camelpika.gateway;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MissingPartsTest {

    @ParameterizedTest
    @ValueSource(strings = { "{'id':'t1'}", "{'id':'t1','videos':[]}", "{'id':'t1','videos':null}",
            "{'id':'t1','promptText':'a','videos':{}}" })
    void noVideosYetIsInProgressAndInNoQueue(String answer) {
        VideoTask task = Samples.plain(answer);

        assertThat(task.state()).isEqualTo(TaskState.RUNNING);
        assertThat(task.progress()).isNull();
    }

    @Test
    void queuedVideoThatMovesIsRunning() {
        assertThat(Samples.plain("{'videos':[{'status':'queued','progress':1}]}").state())
                .isEqualTo(TaskState.RUNNING);
        assertThat(Samples.plain("{'videos':[{'status':'queued','progress':0}]}").state())
                .isEqualTo(TaskState.QUEUED);
    }

    @Test
    void severalVideosEndTogether() {
        String done = "{'status':'finished','progress':100,'resultUrl':'https://h/v.mp4'}";
        String failed = "{'status':'error','error':'no'}";
        String moving = "{'status':'pending','progress':40}";

        assertThat(Samples.plain("{'videos':[" + done + "," + moving + "]}")).satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            assertThat(task.progress()).isEqualTo(40);
            assertThat(task.videos()).isEmpty();
        });
        assertThat(Samples.plain("{'videos':[" + failed + "," + moving + "]}").state()).isEqualTo(TaskState.RUNNING);
        assertThat(Samples.plain("{'videos':[" + failed + "," + done + "," + done + "]}")).satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(task.videos()).hasSize(2);
            assertThat(task.error()).isNull();
        });
        assertThat(Samples.plain("{'videos':[" + failed + "," + failed + "]}").state()).isEqualTo(TaskState.FAILED);
    }

    @ParameterizedTest
    @CsvSource({ "'0',QUEUED", "'1',RUNNING", "'2',FAILED", "'3',SUCCEEDED", "0,QUEUED", "1,RUNNING", "2,FAILED",
            "3,SUCCEEDED", "7,RUNNING" })
    void numericStatusServesWithoutState(String status, TaskState state) {
        for (String noState : List.of("", "'state':null,", "'state':'',")) {
            for (String written : List.of("'" + status + "'", status)) {
                assertThat(Samples.envelope("{" + noState + "'status':" + written + ",'video_url':'https://h/v.mp4'}")
                        .state()).isEqualTo(state);
            }
        }
    }

    @Test
    void aWordThatNobodyDocumentsSaysLessThanANumberThatSomebodyDoes() {
        assertThat(Samples.envelope("{'state':'archived','status':'3','video_url':'https://h/v.mp4'}").state())
                .isEqualTo(TaskState.SUCCEEDED);
        assertThat(Samples.envelope("{'state':'archived','status':'77'}").state()).isEqualTo(TaskState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({ "pending,QUEUED", "running,RUNNING", "succeeded,SUCCEEDED", "success,SUCCEEDED", "error,FAILED",
            "failed,FAILED" })
    void stateIsPreferredToStatus(String word, TaskState state) {
        VideoTask task = Samples.envelope("{'state':'" + word + "','status':'1','video_url':'https://h/v.mp4',"
                                          + "'msg':'too dark','refund':'400'}");

        assertThat(task.state()).isEqualTo(state);
        assertThat(task.error()).isEqualTo(state == TaskState.FAILED ? "too dark" : null);
        assertThat(task.refund()).isEqualTo(400);
        assertThat(task.videos()).as("none before the success").hasSize(state == TaskState.SUCCEEDED ? 1 : 0);
    }

    @ParameterizedTest
    @FieldSource("io.github.camelpika.gateway.Samples#FEEDS")
    void nullIsAsGoodAsNothingInEveryPlace(String sample) {
        Gateway gateway = Samples.gateway(sample);
        List<String> places = new ArrayList<>();
        collect(Samples.json(sample), "", places);
        assertThat(places).hasSizeGreaterThan(10);
        for (String place : places) {
            JsonNode json = Samples.json(sample);
            int slash = place.lastIndexOf('/');
            String name = place.substring(slash + 1);
            if (json.at(place.substring(0, slash)) instanceof ObjectNode parent) {
                parent.putNull(name);
            } else {
                ((ArrayNode) json.at(place.substring(0, slash))).setNull(Integer.parseInt(name));
            }
            VideoTask task = gateway.dialect().task(json, Samples.asked(gateway, "t1")).orElseThrow();

            boolean needed = place.matches("/data|/data/video_url|/videos|/videos/0|/videos/0/(status|resultUrl)");
            assertThat(task.state() == TaskState.SUCCEEDED).as("without %s", place).isEqualTo(!needed);
            assertThat(task.state()).isNotEqualTo(TaskState.FAILED);
        }
    }

    @ParameterizedTest
    @FieldSource("io.github.camelpika.gateway.Samples#FEEDS")
    void nothingButNullsIsInProgress(String sample) {
        Gateway gateway = Samples.gateway(sample);
        JsonNode json = Samples.json(sample);
        emptyOut(json);

        VideoTask task = gateway.dialect().task(json, Samples.asked(gateway, "t1")).orElseThrow();

        assertThat(task).isEqualTo(VideoTask.of("t1", gateway.name(), TaskState.RUNNING));
    }

    private static void collect(JsonNode node, String place, List<String> places) {
        if (!place.isEmpty()) {
            places.add(place);
        }
        node.fields().forEachRemaining(field -> collect(field.getValue(), place + "/" + field.getKey(), places));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), place + "/" + i, places);
            }
        }
    }

    private static void emptyOut(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (!field.getValue().isContainerNode()) {
                    field.setValue(object.nullNode());
                }
            });
        }
        node.forEach(MissingPartsTest::emptyOut);
    }
}
