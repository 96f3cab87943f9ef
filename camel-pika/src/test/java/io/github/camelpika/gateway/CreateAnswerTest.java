package io.github.camelpika.gateway;

import io.github.camelpika.model.GatewayError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CreateAnswerTest {

    @Test
    void documentedAnswerIsAccepted() {
        assertThat(Calls.accepted(Calls.create(TestGateway.says(200, Samples.text("cometapi-generate-response")))))
                .isEqualTo("497f6eca-6276-4993-bfeb-53cbbbba6f68");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "cometapi|{'code':0,'msg':'ok','data':{'task_id':'t1'}}",
            "cometapi|{'code':'200','data':{'task_id':'t1'}}", "cometapi|{'code':'success','data':'t1'}",
            "cometapi|{'data':'t1'}", "vapi|{'id':'t1'}", "vapi|{'id':'t1','error':null}", "vapi|{'task_id':'t1'}",
            "vapi|{'id':'t1','error':{'message':'','type':'','param':'','code':null}}",
            "vapi|{'id':'t1','error':''}", "vapi|{'code':0,'data':{'task_id':'t1'}}", "vapi|{'code':'success','data':'t1'}" })
    void taskIdIsFoundWhereGatewaysPutIt(String gateway, String answer) {
        for (int status : new int[] { 200, 201, 202 }) {
            assertThat(Calls.accepted(Calls.create(Gateway.named(gateway),
                    TestGateway.says(status, answer.replace('\'', '"'))))).isEqualTo("t1");
        }
    }

    @Test
    void numberIsATaskIdToo() {
        assertThat(Calls.accepted(Calls.create(Gateway.VAPI, TestGateway.says(200, "{\"id\":9007199254740993}"))))
                .isEqualTo("9007199254740993");
    }

    @Test
    void jsonThatCallsItselfAWebPageIsStillAnAnswer() {
        String html = "Content-Type: text/html; charset=UTF-8";

        assertThat(Calls.accepted(Calls.create(Gateway.VAPI, TestGateway.says(200, "{\"id\":\"t1\"}", html))))
                .isEqualTo("t1");
        assertThat(Calls.known(Calls.ask(TestGateway.says(200, Samples.text("vapi-feed-response-finished"), html))).video())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{'code':200,'msg':'success'}", "{'code':200,'data':null}", "{'data':{'task_id':''}}",
            "{'data':{'task_id':'two words'}}", "{'data':{'task_id':'..'}}", "{'data':{'task_id':'a\\u0000b'}}",
            "{'data':['t1']}", "[]", "null", "true", "'t1'" })
    void answerWithoutATaskIdIsUnknown(String answer) {
        GatewayError error = Calls.unknown(Calls.create(TestGateway.says(200, answer.replace('\'', '"'))));

        assertThat(error.message()).isEqualTo("HTTP 200 with an answer that has no task id; it says "
                                              + answer.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "cometapi|{'code':1,'msg':'ok','data':{'task_id':'t1'}}",
            "vapi|{'id':'t1','error':{'message':'late'}}" })
    void errorThatNamesATaskIsUnknown(String gateway, String answer) {
        Calls.unknown(Calls.create(Gateway.named(gateway), TestGateway.says(200, answer.replace('\'', '"'))));
    }

    @Test
    void errorWithAnyTextForDataIsRefused() {
        Calls.refused(Calls.create(TestGateway.says(200, "{\"code\":400,\"msg\":\"no\",\"data\":\"invalid\"}")));
    }

    @Test
    void noContentIsUnknown() {
        Calls.unknown(Calls.create((socket, out) -> out.write(TestGateway.head(204, "X-Nothing: yes"))));
    }
}
