package io.github.camelpika.gateway;

import java.math.BigDecimal;
import java.util.Map;

import io.github.camelpika.model.Billing;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the answers of Pika's own API mean: the facts on it, row by row.
 */
class PikaAnswersTest {

    private static final String REST = ",'api_id':'pika/pika-2.5/text-to-video','usage':null,'billing':null";

    private static Submission created(int status, String json) {
        return Calls.understood(Gateway.PIKA, status, json.replace('\'', '"'));
    }

    private static Answer told(int status, String json) {
        return Calls.told(Gateway.PIKA, status, json.replace('\'', '"'));
    }

    private static VideoTask task(String json) {
        return Calls.known(told(200, json));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "200 | {'id':'j1','status':'queued'}", "200 | {'id':'j1','status':'running'}", "201 | {'id':'j1'}",
            "200 | {'id':'j1','status':'completed','output':{'video':{'url':'https://cdn.pika.art/v.mp4'}},'error':null}",
            "200 | {'id':'j1','status':'failed','error':{'code':'content_moderation','message':'no'}}",
            "402 | {'id':'j1','status':'failed','error':{'code':'insufficient_balance','message':'no money'}}",
            "503 | {'id':'j1','status':'failed','error':{'code':'provider_unavailable','message':'nobody'}}" })
    void aJobsDocumentIsAJobWhateverItsStatus(int status, String json) {
        assertThat(Calls.accepted(created(status, json))).isEqualTo("j1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "401 | unauthorized", "403 | key is not active", "403 | caller_plan_required", "402 | insufficient_balance",
            "422 | invalid_input", "400 | invalid_input" })
    void aRefusalIsFinal(int status, String code) {
        GatewayError error = Calls.refused(created(status, "{'error':{'code':'" + code + "','message':'No'}}"));
        assertThat(error.retryable()).isFalse();
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message()).isEqualTo("No");
    }

    @Test
    void aKeyOfAnotherBodyIsToldAsThat() {
        GatewayError error = Calls.refused(created(409, "{'error':{'code':'idempotency_conflict','message':'Key was used'}}"));
        assertThat(error.retryable()).isFalse();
        assertThat(error.describe()).contains("409", "Idempotency-Key", "was used with another body", "Key was used");
    }

    @ParameterizedTest
    @ValueSource(strings = { "<html>conflict</html>", "{'error':{'message':'There is job 497f6eca-6276-4993-bfeb-53cbbbba6f68 already'}}" })
    void anotherConflictIsNoRefusal(String body) {
        Calls.unknown(created(409, body));
    }

    @Test
    void slowDownMayBePostedAgain() {
        assertThat(Calls.refused(created(429, "{'error':{'code':'rate_limited','message':'slow down'}}")).retryable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "500 | {'error':{'code':'internal','message':'x'}}", "503 | {'error':{'code':'provider_unavailable'}}",
            "502 | <html>Bad gateway</html>", "500 | {'id':'j1','status':'failed','error':{'code':'internal'}}",
            "402 | {'id':'j1','status':'queued'}", "200 | {}", "200 | {'status':'queued'}" })
    void theRestIsNotKnown(int status, String body) {
        Calls.unknown(created(status, body));
    }

    @ParameterizedTest
    @CsvSource({ "queued,QUEUED", "running,RUNNING", "moderating,RUNNING", "Cancelled,CANCELLED", "failed,FAILED" })
    void statusesAreRead(String word, TaskState state) {
        assertThat(task("{'id':'t1','status':'" + word + "','output':null,'error':null" + REST + "}").state()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = { "'video':{'url':'https://cdn.pika.art/v.mp4'}", "'videos':[{'url':'https://cdn.pika.art/v.mp4'}]",
            "'images':[{'url':'https://cdn.pika.art/v.mp4'}]", "'audio':{'url':'https://cdn.pika.art/v.mp4'}",
            "'video':'https://cdn.pika.art/v.mp4'" })
    void outputComesInSeveralForms(String output) {
        VideoTask task = task("{'id':'t1','status':'completed','output':{'media_type':'video'," + output + "},'error':null" + REST + "}");
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.video().url()).isEqualTo("https://cdn.pika.art/v.mp4");
        assertThat(task.billing()).isNull();
    }

    @Test
    void aSuccessWithoutAnAddressIsNoneYet() {
        assertThat(task("{'id':'t1','status':'completed','output':{}" + REST + "}").lacksAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "invalid_input", "content_moderation", "provider_error", "provider_timeout", "provider_unavailable", "rate_limited",
            "insufficient_balance", "membership_required", "cycle_limit_exceeded", "admission_suspended", "usage_limit_exceeded", "timed_out",
            "internal" })
    void theCodeOfAFailureIsKeptApart(String code) {
        for (int status : new int[] { 200, 402, 503 }) {
            VideoTask task = Calls.known(told(status, "{'id':'t1','status':'failed','error':{'code':'" + code + "','message':'It failed'}}"));
            assertThat(task.state()).isEqualTo(TaskState.FAILED);
            assertThat(task.errorCode()).isEqualTo(code);
            assertThat(task.error()).isEqualTo("It failed");
        }
    }

    @ParameterizedTest
    @CsvSource({ "pending,,PENDING,", "pending,200000,PENDING,", "settled,200000,SETTLED,0.2", "settled,0,SETTLED,0",
            "settled,1500000000,SETTLED,1500", "unavailable,,UNAVAILABLE,", "settled,'\"450000\"',SETTLED,0.45" })
    void moneyIsKnownOnlyWhenItIsSettled(String state, String micro, Billing.State read, BigDecimal usd) {
        Billing billing = task("{'id':'t1','status':'completed','output':{'video':{'url':'https://h/v.mp4'}},'usage':{'duration_s':5,"
                               + "'tier':'pro','x':{}},'billing':{'state':'" + state + "','charge_micro_usd':" + micro + "}}").billing();
        assertThat(billing.state()).isEqualTo(read);
        assertThat(billing.cost(null)).isEqualTo(usd);
        assertThat(billing.usage()).isEqualTo(Map.of("duration_s", 5L, "tier", "pro"));
    }

    @Test
    void theDocumentOfAnotherJobSaysNothingOfThisOne() {
        assertThat(Calls.failed(told(200, "{'id':'j2','status':'failed','error':{'code':'internal'}}")).retryable()).isTrue();
    }

    @Test
    void aMissingJobIsOfAFinalKindAndATroubledServerIsNot() {
        assertThat(Calls.failed(told(404, "{'error':{'code':'not_found','message':'There is no such job'}}")).retryable()).isFalse();
        assertThat(Calls.failed(told(500, "{'error':{'code':'internal','message':'x'}}")).retryable()).isTrue();
        assertThat(Calls.failed(told(503, "{'id':'t1','status':'running'}")).retryable()).isTrue();
    }
}
