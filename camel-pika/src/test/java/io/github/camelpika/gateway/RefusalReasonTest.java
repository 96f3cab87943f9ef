package io.github.camelpika.gateway;

import io.github.camelpika.model.GatewayError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where gateways, and what they are made with, put the reason of a refusal.
 */
class RefusalReasonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'detail':'too long'}|too long|",
            "{'detail':[{'loc':['body','prompt'],'msg':'field required','type':'missing'}]}|body.prompt: field required|",
            "{'detail':{'error':'too long'}}|too long|",
            "{'errors':[{'message':'too long','code':'E1'},{'message':'too dark'}]}|too long; too dark|E1",
            "{'errors':['too long']}|too long|",
            "{'errors':{'prompt':['is too long']}}|prompt: is too long|",
            "{'error_code':1201,'error_msg':'too long'}|too long|1201",
            "{'errcode':40001,'errmsg':'too long'}|too long|40001",
            "{'base_resp':{'status_code':1008,'status_msg':'no balance'}}|no balance|1008",
            "{'message':'too long'}|too long|", "{'code':1102,'msg':'too long'}|too long|1102",
            "{'error':'too long'}|too long|", "{'error':{'message':'too long','code':'bad','type':'t'}}|too long|bad",
            "{'error':{'type':'t','error':{'detail':'too long'}}}|too long|t",
            "{'error':'invalid_request','error_description':'too long'}|too long|invalid_request",
            "{'type':'about:blank','title':'Bad Request','status':400,'detail':'too long'}|too long|about:blank",
            "{'title':'Too long'}|Too long|", "{'fail_reason':'too long'}|too long|",
            "{'code':4,'description':'too long'}|too long|4", "{'statusCode':400,'message':['too long'],'error':'Bad Request'}|too long|",
            "{'data':{'message':'too long'}}|too long|", "{'success':false,'message':'','error':'too long'}|too long|",
            "{'error':true,'reason':'too long'}|too long|", "{'result':{'errorMessage':'too long','errorCode':'E7'}}|too long|",
            "{'Code':'Invalid','Message':'too long','RequestId':'x'}|too long|Invalid", "{'Error':{'Code':'E1','Message':'too long'}}|too long|E1",
            "{'err':'too long'}|too long|", "{'retMsg':'too long','retCode':7}|too long|7", "{'issues':[{'message':'too long'}]}|too long|",
            "{'violations':[{'field':'prompt','message':'too long'}]}|prompt: too long|", "{'messages':['too long']}|too long|",
            "{'why':'too long'}|{'why':'too long'}|", "{'code':'imagine:content-moderated','error':'Rejected.'}|Rejected.|imagine:content-moderated" })
    void reasonIsToldFromEachPlace(String answer, String reason, String code) {
        for (int status : new int[] { 400, 422 }) {
            for (Gateway gateway : new Gateway[] { Gateway.COMETAPI, Gateway.VAPI, Gateway.PIKA, Gateway.FAL }) {
                Submission submission = Calls.understood(gateway, status, answer.replace('\'', '"'));

                assertThat(submission).isInstanceOf(Submission.Refused.class);
                GatewayError error = ((Submission.Refused) submission).error();
                assertThat(error.message()).isEqualTo(reason.replace('\'', '"'));
                // fal's own code is the type in its list
                assertThat(error.code()).isEqualTo(gateway == Gateway.FAL && answer.contains("'missing'") ? "missing" : code);
                assertThat(error.status()).isEqualTo(status);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "text length over limit 4096", "[\"too long\"]", "\"too long\"" })
    void lineOfTextIsAReason(String answer) {
        Submission submission = Calls.understood(Gateway.VAPI, 400, answer);

        assertThat(Calls.refused(submission).message()).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{}", "{\"message\":\"\"}", "{\"error\":{}}", "{\"data\":null}" })
    void noReasonIsSaidToBeNone(String answer) {
        assertThat(Calls.refused(Calls.understood(Gateway.VAPI, 400, answer)).message()).isEqualTo("no reason given in the answer");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{'message':'a\\nb\\u0000c'}", "{'detail':['a\\r\\nb\\u2028c']}", "a\nb\u0000c" })
    void reasonIsOneCleanLine(String answer) {
        assertThat(Calls.refused(Calls.understood(Gateway.VAPI, 400, answer.replace('\'', '"'))).message()).isEqualTo("a b c");
    }
}
