package io.github.camelpika.gateway;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ends of tasks, in whatever form and words they are told.
 */
class EndsTest {

    private static final String URL = "https://cdn.example/v.mp4";

    /** Each with %s for the state word. */
    enum Form {
        COMET("{'code':200,'data':{'task_id':'t1','state':'%s','video_url':'" + URL + "'}}"),
        COMET_STATUS("{'code':200,'data':{'task_id':'t1','status':'%s','video_url':'" + URL + "'}}"),
        COMET_BARE("{'task_id':'t1','state':'%s','video_url':'" + URL + "'}"),
        PIKA("{'id':'t1','videos':[{'status':'%s','resultUrl':'" + URL + "'}]}"),
        PIKA_ENVELOPE("{'code':200,'msg':'','data':{'id':'t1','videos':[{'status':'%s','resultUrl':'" + URL + "'}]}}"),
        PIKA_FLAT("{'id':'t1','status':'%s','video_url':'" + URL + "'}"),
        COMET_AT_B("{'code':200,'data':{'task_id':'t1','state':'%s','status':'1','video_url':'" + URL + "'}}"),
        LUMA("{'id':'t1','state':'%s','assets':{'video':'" + URL + "'}}"),
        LUMA_WEB("{'id':'t1','state':'%s','video':{'url':'" + URL + "'},'artifact':{}}"),
        RUNWAY("{'id':'t1','status':'%s','createdAt':'x','output':['" + URL + "']}"),
        KLING("{'code':0,'data':{'task_status':'%s','task_result':{'videos':[{'url':'" + URL + "'}]}}}"),
        NEW_API("{'code':'success','data':{'task_id':'t1','status':'%s','result_url':'" + URL + "'}}"),
        PIKAS_OWN("{'id':'t1','status':'%s','output':{'media_type':'video','video':{'url':'" + URL + "'}},'error':null}"),
        PIKAS_OWN_LIST("{'id':'t1','status':'%s','output':{'videos':[{'url':'" + URL + "'}]}}"),
        PIKAS_OWN_ENVELOPE("{'data':{'id':'t1','status':'%s','output':{'video':{'url':'" + URL + "'}}}}"),
        PIKAS_OWN_FLAT("{'id':'t1','status':'%s','video_url':'" + URL + "'}");

        private final String form;

        Form(String form) {
            this.form = form;
        }

        VideoTask with(String word) {
            Gateway gateway = name().startsWith("PIKAS_OWN") ? Gateway.PIKA
                    : name().startsWith("COMET") && this != COMET_AT_B ? Gateway.COMETAPI : Gateway.YESCALE;
            return Calls.known(Calls.told(gateway, 200, form.formatted(word).replace('\'', '"')));
        }
    }

    @ParameterizedTest
    @EnumSource
    void wordsForTheEndsAreTheSameInEveryForm(Form form) {
        for (String word : new String[] { "succeeded", "success", "SUCCEED", "completed", "Complete", "finished", "done",
                "TASK_STATUS_SUCCEED" }) {
            assertThat(form.with(word)).as(word).extracting(VideoTask::state, task -> task.video().url())
                    .containsExactly(TaskState.SUCCEEDED, URL);
        }
        for (String word : new String[] { "failed", "error", "FAILURE", "fail", "rejected", "content-moderated", "timed out" }) {
            assertThat(form.with(word).state()).as(word).isEqualTo(TaskState.FAILED);
        }
        for (String word : new String[] { "cancelled", "CANCELED" }) {
            assertThat(form.with(word).state()).as(word).isEqualTo(TaskState.CANCELLED);
        }
        for (String word : new String[] { "ends-test-unheard-of", "running", "processing" }) {
            assertThat(form.with(word).state().isEnded()).as(word).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "[]", "null", "{}", "[{}]", "[{'status':'pending','progress':10}]" })
    void stateBesideVideosThatAreNotThere(String videos) {
        VideoTask task = Samples.plain("{'id':'t1','status':'failed','error':'content policy violation','code':'E7','videos':"
                                          + videos + "}");

        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error()).isEqualTo("content policy violation");
        assertThat(task.errorCode()).isEqualTo("E7");
        assertThat(Samples.plain("{'id':'t1','status':'cancelled','videos':" + videos + "}").state())
                .isEqualTo(TaskState.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{'status':'error','message':'upstream is away'}", "{'status':'success','videos':[]}",
            "{'status':'fail','msg':'busy'}", "{'id':'t1','status':'success'}" })
    void statusOfTheAnswerIsNotTheTasks(String answer) {
        for (Gateway gateway : new Gateway[] { Gateway.COMETAPI, Gateway.VAPI }) {
            Answer told = Calls.told(gateway, 200, answer.replace('\'', '"'));
            assertThat(Calls.known(told).state()).isEqualTo(TaskState.RUNNING);
            assertThat(Calls.known(told).lacksAddress()).isFalse();
        }
        for (Gateway gateway : new Gateway[] { Gateway.PIKA, Gateway.FAL }) {
            assertThat(Calls.told(gateway, 200, answer.replace('\'', '"'))).as("%s", gateway).satisfiesAnyOf(
                    told -> assertThat(Calls.known(told).state().isEnded()).isFalse(),
                    told -> assertThat(Calls.failed(told).retryable()).isTrue(),
                    told -> assertThat(answer.contains("'id'") && gateway == Gateway.PIKA && Calls.known(told).lacksAddress()).isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 400, 500 })
    void taskInsideAnErrorHasEnded(int status) {
        for (Gateway gateway : new Gateway[] { Gateway.COMETAPI, Gateway.VAPI }) {
            VideoTask task = Calls.known(Calls.told(gateway, status, "{\"code\":400,\"msg\":\"no\",\"data\":{\"task_id\":\"t1\","
                    + "\"state\":\"error\",\"status\":\"2\",\"msg\":\"policy\",\"refund\":\"400\"}}"));

            assertThat(task.state()).isEqualTo(TaskState.FAILED);
            assertThat(task.error()).isEqualTo("policy");
            assertThat(task.errorCode()).isEqualTo("400");
            assertThat(task.refund()).isEqualTo(400);
        }
        assertThat(Calls.known(Calls.told(Gateway.VAPI, status, "{\"code\":\"E1\",\"data\":{\"task_id\":\"t1\",\"status\":\"FAILURE\","
                + "\"fail_reason\":\"policy\"}}"))).extracting(VideoTask::error, VideoTask::errorCode).containsExactly("policy", "E1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{'status':'failed','error':'x'}", "{'code':400,'data':{'task_id':'another','status':'FAILURE'}}",
            "{'code':'fail_to_fetch_task','message':'i/o timeout','data':null}", "{'code':400,'data':{'task_id':'t1','status':'IN_PROGRESS'}}",
            "{'detail':'Not Found'}" })
    void errorThatIsNotAboutTheEndOfTheTaskEndsNothing(String answer) {
        for (Gateway gateway : new Gateway[] { Gateway.VAPI, Gateway.PIKA, Gateway.FAL }) {
            for (int status : new int[] { 400, 404, 500 }) {
                assertThat(Calls.told(gateway, status, answer.replace('\'', '"'))).as("%s", gateway).isInstanceOf(Answer.Failed.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "400|{'code':'imagine:content-moderated','error':'Generated video rejected by content"
                    + " moderation.'}|imagine:content-moderated",
            "422|{'error':{'code':'content_policy_violation','message':'no'}}|content_policy_violation",
            "400|{'error':{'message':'Your request was rejected by our safety system'}}|",
            "400|{'detail':'The prompt has sensitive content'}|", "200|{'code':400,'msg':'内容违规'}|400",
            "451|{'error_code':'NSFW','error_msg':'no'}|NSFW" })
    void moderationToldAsAnErrorOfTheQueryIsTheEnd(int status, String answer, String code) {
        for (Gateway gateway : new Gateway[] { Gateway.COMETAPI, Gateway.VAPI, Gateway.PIKA, Gateway.FAL }) {
            VideoTask task = Calls.known(Calls.told(gateway, status, answer.replace('\'', '"')));

            assertThat(task.state()).isEqualTo(TaskState.FAILED);
            assertThat(task.error()).isNotBlank().isNotEqualTo("the gateway gave no reason");
            assertThat(task.errorCode()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "401|{'message':'content moderation needs a key'}", "429|{'code':'moderation_busy'}",
            "503|{'code':'moderation_down','message':'x'}", "400|{'code':'task_not_exist','message':'task_not_exist'}",
            "403|{'message':'your account violates our terms'}" })
    void troubleWithTheGatewayIsNoModeration(int status, String answer) {
        for (Gateway gateway : new Gateway[] { Gateway.VAPI, Gateway.PIKA, Gateway.FAL }) {
            assertThat(Calls.told(gateway, status, answer.replace('\'', '"'))).as("%s", gateway).isInstanceOf(Answer.Failed.class);
        }
    }

    @Test
    void ownTextOfASuccessWithoutAnAddressIsTold() {
        assertThat(Samples.envelope("{'state':'succeeded','video_url':'','msg':'upload to storage failed'}").error())
                .isEqualTo("cometapi reports success, but gives no address of a video: upload to storage failed");
        assertThat(Samples.envelope("{'state':'succeeded','video_url':null,'msg':'success'}").error())
                .isEqualTo("cometapi reports success, but gives no address of a video");
    }
}
