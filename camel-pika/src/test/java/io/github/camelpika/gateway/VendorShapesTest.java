package io.github.camelpika.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The union of vendors' forms that a query of the plain dialect may be answered with.
 */
class VendorShapesTest {

    private static final String URL = "https://cdn.example/v.mp4";

    /** Each as the vendor writes it; %s is the state word, and the rest is there from the start. */
    enum Vendor {
        PIKA("{'id':'t1','videos':[{'status':'%s','resultUrl':'" + URL + "','error':'too dark'}]}"),
        LUMA("{'id':'t1','state':'%s','assets':{'video':'" + URL + "'},'failure_reason':'too dark'}"),
        LUMA_WEB("{'id':'t1','state':'%s','artifact':null,'media_request':{},'video':{'url':'" + URL + "'}}"),
        RUNWAY("{'id':'t1','status':'%s','createdAt':'2025-01-01T00:00:00Z','output':['" + URL + "'],"
               + "'failure':'too dark','failureCode':'SAFETY'}"),
        KLING("{'code':0,'request_id':'r','data':{'task_id':'t1','task_status':'%s','task_status_msg':'too dark',"
              + "'task_result':{'videos':[{'url':'" + URL + "','duration':'5.1'}]}}}"),
        NEW_API("{'code':'success','message':'','data':{'task_id':'t1','status':'%s','progress':'30%%','result_url':'"
                + URL + "','fail_reason':'too dark'}}");

        private final String form;

        Vendor(String form) {
            this.form = form;
        }

        VideoTask with(String word) {
            return Samples.plain(form.formatted(word));
        }
    }

    @ParameterizedTest
    @CsvSource({
            "PIKA,queued,QUEUED", "PIKA,submitted,QUEUED", "PIKA,pending,RUNNING",
            "LUMA,queued,QUEUED", "LUMA,dreaming,RUNNING",
            "LUMA_WEB,pending,QUEUED", "LUMA_WEB,processing,RUNNING",
            "RUNWAY,PENDING,QUEUED", "RUNWAY,THROTTLED,QUEUED", "RUNWAY,RUNNING,RUNNING",
            "KLING,submitted,QUEUED", "KLING,processing,RUNNING",
            "NEW_API,NOT_START,QUEUED", "NEW_API,SUBMITTED,QUEUED", "NEW_API,QUEUED,QUEUED",
            "NEW_API,IN_PROGRESS,RUNNING" })
    void inProgress(Vendor vendor, String word, TaskState state) {
        VideoTask task = vendor.with(word);

        assertThat(task.state()).isEqualTo(state);
        assertThat(task.videos()).as("none before the success").isEmpty();
        assertThat(task.error()).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "PIKA,finished", "PIKA,Finished", "LUMA,completed", "LUMA_WEB,completed", "RUNWAY,SUCCEEDED",
            "KLING,succeed", "NEW_API,SUCCESS" })
    void success(Vendor vendor, String word) {
        VideoTask task = vendor.with(word);

        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.video().url()).isEqualTo(URL);
        assertThat(task.error()).isNull();
        assertThat(task.taskId()).isEqualTo("t1");
        assertThat(task.gateway()).isEqualTo("yescale");
    }

    @ParameterizedTest
    @CsvSource({ "PIKA,error,too dark", "LUMA,failed,too dark", "LUMA_WEB,failed,the gateway gave no reason",
            "RUNWAY,FAILED,too dark", "KLING,failed,too dark", "NEW_API,FAILURE,too dark" })
    void failure(Vendor vendor, String word, String reason) {
        VideoTask task = vendor.with(word);

        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error()).isEqualTo(reason);
        assertThat(task.videos()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "CANCELLED", "CANCELED" })
    void runwayCancels(String word) {
        assertThat(Vendor.RUNWAY.with(word).state()).isEqualTo(TaskState.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource
    void wordsOfOthersAreInProgress(Vendor vendor) {
        assertThat(vendor.with("vendor-shapes-test").state()).isEqualTo(TaskState.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{'state':'completed','artifact':{},'video':{'download_url':'" + URL + "'}}",
            "{'state':'completed','video_raw':{'url':'" + URL + "'},'video':null}",
            "{'state':'completed','media_request':{},'video':{'url':'','download_url':'" + URL + "'}}" })
    void lumaWebHasThreePlacesForTheUrl(String answer) {
        assertThat(Samples.plain(answer).video().url()).isEqualTo(URL);
    }

    @Test
    void runwayFailsWithACodeAlone() {
        assertThat(Samples.plain("{'status':'FAILED','createdAt':'x','failureCode':'SAFETY'}").error())
                .isEqualTo("SAFETY");
    }

    @Test
    void newApiAndKlingTellMore() {
        assertThat(Vendor.NEW_API.with("IN_PROGRESS").progress()).isEqualTo(30);
        assertThat(Vendor.KLING.with("succeed").video().duration()).isEqualTo(5.1);
    }

    /** A union written out field by field: what the other vendors would have filled in is null or empty. */
    @ParameterizedTest
    @EnumSource
    void nullsOfTheOtherVendorsDontHideThisOne(Vendor vendor) {
        String success = switch (vendor) {
            case PIKA -> "finished";
            case LUMA, LUMA_WEB -> "completed";
            case RUNWAY -> "SUCCEEDED";
            case KLING -> "succeed";
            case NEW_API -> "SUCCESS";
        };
        ObjectNode answer = (ObjectNode) Samples.quoted(vendor.form.formatted(success));
        for (String field : new String[] { "assets", "artifact", "video_raw", "media_request", "createdAt", "output",
                "failure", "failureCode", "failure_reason", "data", "videos", "state", "status", "error" }) {
            if (!answer.has(field)) {
                answer.putNull(field);
            }
        }

        assertThat(Gateway.YESCALE.dialect().task(answer, Samples.asked(Gateway.YESCALE, "t1")).orElseThrow().state())
                .isEqualTo(TaskState.SUCCEEDED);
    }
}
