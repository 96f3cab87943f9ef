package io.github.camelpika.gateway;

import io.github.camelpika.model.GatewayError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of errors in the gateways' notes, answer by answer.
 */
class ErrorTableTest {

    private static final String REASON = """
            {"error":{"message":"No way (request id: 2025x-7)","type":"new_api_error","param":"","code":"%s"}}""";

    @ParameterizedTest
    @CsvSource({ "400,invalid_request", "401,invalid_request", "402,insufficient_user_quota",
            "403,insufficient_user_quota", "404,invalid_request", "413,too_large", "422,invalid_request" })
    void refusalIsForGood(int status, String code) {
        TestGateway.Behaviour refusal = TestGateway.says(status, REASON.formatted(code));
        GatewayError expected = new GatewayError(status, code, "No way (request id: 2025x-7)", "2025x-7", false, null);

        assertThat(Calls.refused(Calls.create(refusal))).isEqualTo(expected);
        assertThat(Calls.failed(Calls.ask(refusal))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = { 500, 502, 503, 504, 524 })
    void serverErrorLeavesACreateUnknownAndAQueryToAskAgain(int status) {
        for (String body : new String[] { "", "<html><h1>Bad</h1></html>",
                "{\"code\":\"fail_to_fetch_task\",\"message\":\"upstream\",\"data\":null}" }) {
            GatewayError error = Calls.unknown(Calls.create(TestGateway.says(status, body)));
            assertThat(error.status()).isEqualTo(status);
            assertThat(error.retryAfter()).isNull();

            assertThat(Calls.failed(Calls.ask(TestGateway.says(status, body)))).isEqualTo(error.withRetryable(true));
        }
    }

    @Test
    void tooManyRequestsMayBeTriedAgainEvenForACreate() {
        GatewayError error = Calls.refused(Calls.create(TestGateway.says(429, "")));

        assertThat(error).isEqualTo(new GatewayError(429, null, "no reason given in the answer", null, true, null));
        assertThat(error.asksToSlowDown()).isTrue();
        assertThat(Calls.failed(Calls.ask(TestGateway.says(429, "")))).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(ints = { 301, 302, 303, 307, 308 })
    void redirectIsNotFollowed(int status) {
        try (TestGateway elsewhere = new TestGateway(TestGateway.says(200, "{\"id\":\"t1\"}"))) {
            TestGateway.Behaviour redirect = TestGateway.says(status, "", "Location: " + elsewhere.uri() + "/pika/feed");

            assertThat(Calls.unknown(Calls.create(redirect)).describe()).contains("HTTP " + status,
                    "redirects to " + elsewhere.uri() + "/pika/feed");
            assertThat(Calls.failed(Calls.ask(redirect)).retryable()).isFalse();
            assertThat(elsewhere.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({ "text/html;charset=utf-8,<!DOCTYPE html><p>Welcome", "text/html,Welcome", "text/plain,<html>" })
    void webPageIsAWrongPath(String type, String page) {
        TestGateway.Behaviour html = TestGateway.says(200, page, "Content-Type: " + type);

        assertThat(Calls.unknown(Calls.create(html)).message()).contains("web page", "baseUri");
        assertThat(Calls.failed(Calls.ask(html)).retryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'code':400,'msg':'No way'}|400|400|false|false", "{'code':'401','msg':'No way'}|401|401|false|false",
            "{'code':429,'message':'No way'}|429|429|true|true",
            "{'code':'fail_to_fetch_task','message':'No way','data':null}|200|fail_to_fetch_task|false|true",
            "{'code':1201,'msg':'No way'}|200|1201|false|true" })
    void errorInsideHttp200CountsWhereThatIsDocumented(String body, int status, String code, boolean createAgain, boolean queryAgain) {
        TestGateway.Behaviour error = TestGateway.says(200, body.replace('\'', '"'));

        assertThat(Calls.refused(Calls.create(error)))
                .isEqualTo(new GatewayError(status, code, "No way", null, createAgain, null));
        assertThat(Calls.failed(Calls.ask(error)))
                .isEqualTo(new GatewayError(status, code, "No way", null, queryAgain, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "cometapi|{'error':{'message':'No way','code':'invalid_request'}}", "cometapi|{'error':'No way'}",
            "cometapi|{'success':false,'message':'No way'}", "vapi|{'code':400,'msg':'No way'}",
            "vapi|{'code':429,'message':'No way'}", "yescale|{'code':'fail_to_fetch_task','message':'No way','data':null}",
            "yescale|{'base_resp':{'status_code':1008,'status_msg':'No way'},'task_id':''}" })
    void errorInsideHttp200IsNoRefusalWhereNobodyDocumentsIt(String gateway, String body) {
        TestGateway.Behaviour error = TestGateway.says(200, body.replace('\'', '"'));

        assertThat(Calls.unknown(Calls.create(Gateway.named(gateway), error)).message()).isEqualTo("No way");
    }

    @Test
    void serverErrorInsideHttp200LeavesACreateUnknown() {
        assertThat(Calls.unknown(Calls.create(TestGateway.says(200, "{\"code\":500,\"msg\":\"Oops\"}"))).status())
                .isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({ "true,true", "false,false" })
    void taskThatDoesNotExistIsAskedForAgainWhileItIsFresh(boolean fresh, boolean retryable) {
        for (String body : new String[] { "{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\",\"data\":null}",
                "{\"error\":{\"message\":\"task_not_exist\",\"code\":\"invalid_request\"}}" }) {
            assertThat(Calls.failed(Calls.ask(Gateway.YESCALE, fresh, TestGateway.says(400, body))).retryable())
                    .isEqualTo(retryable);
        }
        assertThat(Calls.failed(Calls.ask(Gateway.YESCALE, fresh, TestGateway.says(400, "{}"))).retryable()).isFalse();
    }
}
