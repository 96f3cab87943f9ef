package io.github.camelpika.gateway;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;

import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What fal's answers mean: the facts on it, row by row.
 */
class FalAnswersTest {

    private static final URI BASE = URI.create("https://queue.fal.run");
    private static final ApiCall STATUS = Gateway.FAL.dialect().query("r1");
    private static final ApiCall RESULT = ApiCall.get("/fal-ai/pika/requests/r1");
    private static final ApiCall RESPONSE = ApiCall.get("/fal-ai/pika/requests/r1/response");
    private static final String MODELS_OWN
            = "{'detail':[{'loc':['body','prompt'],'msg':'Flagged','type':'content_policy_violation','ctx':{'categories':['violence']}}]}";

    private final Dialect dialect = Gateway.FAL.dialect();

    private static RawAnswer answer(int status, String json, Map<String, String> headers) {
        return new RawAnswer(status, "application/json", null, null, null, headers, json.replace('\'', '"'));
    }

    private Submission created(String model, int status, String json) {
        return dialect.created(Jobs.of(GenerateRequest.builder().prompt("a cat").model(model).build()), answer(status, json, Map.of()), BASE);
    }

    private Answer told(ApiCall asked, int status, String json, Map<String, String> headers) {
        return dialect.answered(asked, answer(status, json, headers), new Asked("r1", "fal", BASE), false);
    }

    private VideoTask task(ApiCall asked, int status, String json) {
        return Calls.known(told(asked, status, json, Map.of()));
    }

    private static String addresses(String app) {
        return "'response_url':'" + app + "/requests/r1','status_url':'" + app + "/requests/r1/status','cancel_url':'" + app
               + "/requests/r1/cancel'";
    }

    @ParameterizedTest
    @CsvSource({ "fal-ai/pika/v2.2/text-to-video,r1", "fal-ai/wan/v9/turbo,fal-ai/wan/r1", "workflows/me/flow/more,workflows/me/flow/r1",
            "comfy/me/flow,comfy/me/flow/r1" })
    void withoutAddressesTheModelTellsTheApp(String model, String taskId) {
        assertThat(Calls.accepted(created(model, 200, "{'request_id':'r1','gateway_request_id':'r1'}"))).isEqualTo(taskId);
    }

    @Test
    void addressesOfTheBaseTellTheApp() {
        String rest = ",'status':'IN_QUEUE','queue_position':3}";
        assertThat(Calls.accepted(created(null, 200, "{'request_id':'r1'," + addresses("https://queue.fal.run/fal-ai/other") + rest)))
                .isEqualTo("fal-ai/other/r1");
        assertThat(Calls.accepted(created(null, 200, "{'request_id':'r1'," + addresses("https://evil.example/fal-ai/other") + rest)))
                .isEqualTo("r1");
        assertThat(Calls.accepted(created(null, 200, "{'request_id':'r1'," + addresses("http://queue.fal.run/fal-ai/other") + rest)))
                .isEqualTo("r1");
        assertThat(Calls.accepted(created(null, 200, "{'request_id':'r2'," + addresses("https://queue.fal.run/fal-ai/other") + rest)))
                .as("another task's").isEqualTo("r2");
    }

    /** The other is that of the model, so that the task can be asked after. */
    @Test
    void anAppThatCanStandInNoTaskIdIsNotTaken() {
        for (String app : new String[] { "caf%C3%A9/own", "a%20b/c" }) {
            assertThat(Calls.accepted(created("fal-ai/wan/v9", 200, "{'request_id':'r1'," + addresses("https://queue.fal.run/" + app) + "}")))
                    .isEqualTo("fal-ai/wan/r1");
        }
        String id = "r".repeat(1_000);
        assertThat(Calls.accepted(created(null, 200, "{'request_id':'" + id + "'}"))).isEqualTo(id);
        assertThat(created("fal-ai/wan/v9", 200, "{'request_id':'" + id + "'}")).isInstanceOfSatisfying(Submission.Unknown.class,
                unknown -> assertThat(unknown.taskId()).isEqualTo(id));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "401 | {'detail':'Authentication is required','error_type':'unauthorized'} | unauthorized",
            "403 | {'detail':'User is locked. Reason: Exhausted balance','error_type':'forbidden'} | forbidden",
            "422 | {'detail':[{'loc':['body','prompt'],'msg':'field required','type':'value_error.missing'}]} | value_error.missing" })
    void aRefusalIsFinalWithItsCode(int status, String json, String code) {
        GatewayError error = Calls.refused(created(null, status, json));
        assertThat(error.retryable()).isFalse();
        assertThat(error.code()).isEqualTo(code);
    }

    @Test
    void slowDownMayBePostedAgain() {
        assertThat(Calls.refused(created(null, 429, "{'detail':'The queue is full','error_type':'too_many_requests'}")).retryable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "500 | {'detail':'x','error_type':'internal_error'} |", "200 | {} |", "502 | <html></html> |",
            "422 | {'detail':'no','request_id':'r1'} | r1", "200 | {'request_id':'r1','status':'IN_QU | r1",
            "409 | {'detail':'no'} |" })
    void theRestIsNotKnownAndKeepsTheIdThatItNames(int status, String json, String taskId) {
        Submission submission = created(null, status, json);
        Calls.unknown(submission);
        assertThat(((Submission.Unknown) submission).taskId()).isEqualTo(taskId);
    }

    @Test
    void anIdInDoubtTellsItsApp() {
        assertThat(((Submission.Unknown) created("fal-ai/wan/v9", 500, "{'request_id':'r1'}")).taskId()).isEqualTo("fal-ai/wan/r1");
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 202 })
    void whereItStandsIsToldWithOneStatusOrAnother(int status) {
        VideoTask queued = task(STATUS, status, "{'status':'IN_QUEUE','queue_position':57,'request_id':'r1'}");
        assertThat(queued.state()).isEqualTo(TaskState.QUEUED);
        assertThat(queued.queuePosition()).isEqualTo(57);
        assertThat(task(STATUS, status, "{'status':'IN_PROGRESS','queue_position':0}").state()).isEqualTo(TaskState.RUNNING);
        assertThat(task(STATUS, status, "{'status':'IN_PROGRESS','queue_position':0}").queuePosition()).isNull();
        assertThat(task(STATUS, status, "{'status':'MODERATING'}").state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void completedWithAnErrorHasFailed() {
        VideoTask task = task(STATUS, 200, "{'status':'COMPLETED','error':'No runner was found','error_type':'runner_scheduling_failure'}");
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error()).isEqualTo("No runner was found");
        assertThat(task.errorCode()).isEqualTo("runner_scheduling_failure");
        assertThat(task(STATUS, 200, "{'status':'COMPLETED','error':'Cancelled','error_type':'client_cancelled'}").state())
                .isEqualTo(TaskState.CANCELLED);
    }

    @Test
    void completedIsAskedForItsResultAndThatAtTheOtherAddress() {
        RawAnswer completed = answer(200, "{'status':'COMPLETED'}", Map.of());
        assertThat(dialect.next(STATUS, completed, "r1")).contains(RESULT);
        assertThat(dialect.next(RESULT, answer(404, "{'status':'NOT_FOUND'}", Map.of()), "r1")).contains(RESPONSE);
        assertThat(dialect.next(RESULT, answer(405, "", Map.of()), "r1")).contains(RESPONSE);
        assertThat(dialect.next(RESPONSE, answer(404, "", Map.of()), "r1")).isEmpty();
        for (String other : new String[] { "{'status':'IN_QUEUE'}", "{'status':'IN_PROGRESS'}", "{'status':'COMPLETED','error':'x'}",
                "{'status':'FAILED'}", "{}", "no json" }) {
            assertThat(dialect.next(STATUS, answer(200, other, Map.of()), "r1")).as(other).isEmpty();
        }
        assertThat(dialect.next(STATUS, answer(500, "{'status':'COMPLETED'}", Map.of()), "r1")).isEmpty();
    }

    @Test
    void theResultHasTheFileAndTheUnits() {
        VideoTask task = Calls.known(told(RESULT, 200, "{'video':{'url':'https://v3.fal.media/v.mp4','content_type':'video/mp4',"
                                                       + "'file_name':'output.mp4','file_size':12}}", Map.of("x-fal-billable-units", "5")));
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.video().url()).isEqualTo("https://v3.fal.media/v.mp4");
        assertThat(task.video().fileSize()).isEqualTo(12);
        assertThat(task.billing().usage()).isEqualTo(Map.of("billable_units", 5.0));
        assertThat(task.billing().cost(null)).isNull();
        assertThat(task.billing().cost(new BigDecimal("0.045"))).isEqualTo(new BigDecimal("0.225"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{'video':{'url':'https://h/v.mp4','file_size':0}}", "{'video':{'url':'https://h/v.mp4','file_size':-1}}",
            "{'video':{'url':'https://h/v.mp4','file_size':'big'}}", "{'video':{'url':'https://h/v.mp4'},'file_size':7}" })
    void aSizeThatIsNoneOrOfSomethingElseIsNotTold(String output) {
        assertThat(Calls.known(told(RESULT, 200, output, Map.of())).video().fileSize()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "NaN", "-1", "1e999999", "", "many" })
    void unitsThatAreNoneAreNotTold(String units) {
        assertThat(Calls.known(told(RESULT, 200, "{'video':{'url':'https://h/v.mp4'}}", Map.of("x-fal-billable-units", units))).billing())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({ "422,content_policy_violation", "422,no_media_generated", "504,generation_timeout", "500,downstream_service_error" })
    void theModelsOwnErrorIsTheEnd(int status, String type) {
        for (ApiCall asked : new ApiCall[] { RESULT, RESPONSE }) {
            VideoTask task = task(asked, status, MODELS_OWN.replace("content_policy_violation", type));
            assertThat(task.state()).isEqualTo(TaskState.FAILED);
            assertThat(task.errorCode()).isEqualTo(type);
            assertThat(task.error()).contains("Flagged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "request_timeout", "startup_timeout", "runner_scheduling_failure", "runner_connection_timeout",
            "runner_disconnected", "runner_connection_refused", "runner_connection_error", "runner_incomplete_response", "runner_server_error",
            "internal_error" })
    void thePlatformsErrorIsTheEndOnlyIfItIsAboutTheTask(String type) {
        String json = "{'detail':'It did not work','error_type':'" + type + "'}";
        VideoTask task = Calls.known(told(RESULT, 503, json, Map.of("x-fal-request-id", "r1")));
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.errorCode()).isEqualTo(type);
        assertThat(Calls.failed(told(RESULT, 503, json, Map.of("x-fal-request-id", "another"))).retryable()).isTrue();
        assertThat(Calls.failed(told(RESULT, 503, json, Map.of())).code()).isEqualTo(type);
    }

    @Test
    void whatFalGaveUpAsNobodyStartedItIsTheEnd() {
        VideoTask task = Calls.known(told(RESULT, 504, "{'detail':'The request did not start in time'}",
                Map.of("x-fal-request-timeout-type", "user", "x-fal-error-type", "request_timeout")));
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.errorCode()).isEqualTo("request_timeout");
    }

    @Test
    void whatWasCancelledIsCancelled() {
        assertThat(task(RESULT, 499, "{'detail':'The request was cancelled','error_type':'client_cancelled'}").state())
                .isEqualTo(TaskState.CANCELLED);
    }

    @Test
    void aResultThatIsNotThereYetIsNoEnd() {
        assertThat(task(RESULT, 400, "{'detail':'Request is still in progress','error_type':'bad_request'}").state())
                .isEqualTo(TaskState.RUNNING);
        assertThat(task(RESULT, 202, "{'status':'IN_PROGRESS'}").state()).isEqualTo(TaskState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "401 | {'detail':'Bad key'}", "403 | {'detail':'forbidden'}", "404 | {'status':'NOT_FOUND'}",
            "429 | {'detail':'slow'}", "502 | <html></html>", "500 | {'detail':'x'}", "422 | oops" })
    void whatIsNotAboutTheTaskIsNoEnd(int status, String json) {
        Calls.failed(told(RESULT, status, json, Map.of()));
        Calls.failed(told(STATUS, status, json, Map.of()));
    }

    /** One odd answer to the question for a result ends a task that was paid for as little as one to the question before. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "400 | {'code':'fail_to_fetch_task','message':'i/o timeout','data':null}",
            "400 | {'code':'task_not_exist','message':'task not found'}", "410 | {'message':'gone'}", "400 | {'detail':'Bad request'}",
            "422 | {'errors':[{'message':'x'}]}", "406 | {'error':'no'}" })
    void anErrorInAnotherFormThanFalsIsNoEndUnlessItIsAboutTheTask(int status, String json) {
        Calls.failed(told(RESULT, status, json, Map.of()));
        Calls.failed(told(RESPONSE, status, json, Map.of("x-fal-request-id", "another")));
        assertThat(Calls.known(told(RESULT, status, json, Map.of("x-fal-request-id", "r1"))).state()).isEqualTo(TaskState.FAILED);
    }

    @Test
    void anUnknownIdIsOfAFinalKindAndNamesTheRequest() {
        GatewayError error = Calls.failed(told(STATUS, 404, "{'status':'NOT_FOUND'}", Map.of("x-fal-request-id", "q9")));
        assertThat(error.retryable()).isFalse();
        assertThat(error.requestId()).isEqualTo("q9");
    }
}
