package io.github.camelpika.gateway;

import io.github.camelpika.model.TaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The end of a task and the address of its video, wherever a gateway puts them; and ends that are none of this task's.
 */
class FoundEndsTest {

    private static final Gateway[] BOTH = { Gateway.COMETAPI, Gateway.VAPI };

    @ParameterizedTest
    @ValueSource(strings = { "{'code':200,'data':{'id':'t1','status':'completed','video_url':'URL'}}",
            "{'id':'t1','status':'completed','output':{'url':'URL'}}", "{'id':'t1','status':'completed','output':{'video_url':'URL'}}",
            "{'id':'t1','status':'completed','output':['URL']}", "{'id':'t1','status':'completed','result':{'video_url':'URL'}}",
            "{'id':'t1','status':'completed','video':{'url':'URL'}}", "{'id':'t1','status':'completed','videos':['URL']}",
            "{'id':'t1','status':'completed','videos':[{'url':'URL'}]}", "{'id':'t1','status':'completed','video_url':['URL']}",
            "{'code':200,'data':{'state':'succeeded','task_id':'t1','video_urls':['URL']}}",
            "{'code':200,'data':{'state':'succeeded','task_id':'t1','videos':[{'url':'URL'}]}}",
            "{'data':[{'id':'t1','status':'completed','video_url':'URL'}]}",
            "{'data':{'data':{'task_id':'t1','state':'succeeded','video_url':'URL'}}}",
            "{'id':'t1','status':'SUCCEEDED','url':'URL'}", "{'task':{'id':'t1','status':'completed','video_url':'URL'}}",
            "{'status':'ok','result':{'task_id':'t1','state':'succeeded','video_url':'URL'}}" })
    void videoIsFoundInEachEnvelope(String answer) {
        for (Gateway gateway : BOTH) {
            Answer told = Calls.told(gateway, 200, answer.replace('\'', '"').replace("URL", "https://cdn.example.com/a.mp4"));

            assertThat(told).as("%s", gateway).isInstanceOfSatisfying(Answer.Known.class, known -> {
                assertThat(known.task().state()).isEqualTo(TaskState.SUCCEEDED);
                assertThat(known.task().videos()).extracting("url").containsExactly("https://cdn.example.com/a.mp4");
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{'code':0,'data':{'id':'t1','status':'failed','error':'policy'}}|FAILED",
            "{'code':0,'data':{'id':'t1','status':'cancelled'}}|CANCELLED",
            "{'status':'ok','result':{'task_id':'t1','state':'failed','msg':'policy'}}|FAILED",
            "{'code':0,'data':{'id':'t1','status':'processing'}}|RUNNING" })
    void stateIsFoundInAnEnvelope(String answer, TaskState state) {
        for (Gateway gateway : BOTH) {
            assertThat(Calls.told(gateway, 200, answer.replace('\'', '"'))).as("%s", gateway).isInstanceOfSatisfying(
                    Answer.Known.class, known -> assertThat(known.task().state()).isEqualTo(state));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{'data':[{'task_id':'t2','state':'error','status':'2'},{'task_id':'t1','state':'succeeded','video_url':'URL'}]}",
            "[{'task_id':'t2','state':'failed'},{'task_id':'t1','state':'succeeded','video_url':'URL'}]",
            "{'id':'t2','state':'failed'}\n{'id':'t1','state':'succeeded','url':'URL'}" })
    void endOfAnotherTaskInAListIsNotThisOnes(String answer) {
        Answer atPika = Calls.told(Gateway.PIKA, 200, answer.replace('\'', '"').replace("URL", "https://cdn.example.com/a.mp4"));
        assertThat(atPika).satisfiesAnyOf(told -> assertThat(Calls.failed(told).retryable()).isTrue(),
                told -> assertThat(Calls.known(told).state()).isNotIn(TaskState.FAILED, TaskState.CANCELLED));
        for (Gateway gateway : BOTH) {
            Answer told = Calls.told(gateway, 200, answer.replace('\'', '"').replace("URL", "https://cdn.example.com/a.mp4"));

            assertThat(told).as("%s", gateway).isInstanceOfSatisfying(Answer.Known.class,
                    known -> assertThat(known.task().state()).isEqualTo(TaskState.SUCCEEDED));
        }
    }

    /** An accident of the gateway's comes in the form of a failed task, and ends nothing the first time. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "404|{'code':404,'task_id':'t1','status':'error','message':'task not found'}|false",
            "500|{'status':'error','task_id':'t1','message':'upstream timeout'}|false",
            "500|{'code':500,'data':{'task_id':'t1','state':'error','msg':'db down'}}|false",
            "502|{'data':{'task_id':'t1','status':'FAILURE','fail_reason':'i/o timeout'}}|false",
            "429|{'status':'failed','id':'t1','message':'too many'}|true", "401|{'status':'failed','id':'t1','message':'bad key'}|false",
            "200|{'code':401,'message':'account under moderation'}|false",
            "200|{'code':429,'message':'rejected by content filter rate'}|true",
            "200|{'code':404,'message':'task not found','status':'error','id':'t1'}|false",
            "400|{'code':'fail_to_fetch_task','message':'i/o timeout','task_id':'t1','status':'error'}|false" })
    void endBesideAnErrorOfAnotherKindIsDoubted(int status, String answer, boolean retryable) {
        for (Gateway gateway : new Gateway[] { Gateway.COMETAPI, Gateway.VAPI, Gateway.PIKA, Gateway.FAL }) {
            assertThat(Calls.told(gateway, status, answer.replace('\'', '"'))).as("%s", gateway).isInstanceOfSatisfying(
                    Answer.Failed.class, failed -> assertThat(gateway == Gateway.FAL || failed.error().retryable() == retryable).isTrue());
        }
    }

    @Test
    void pictureOrVideoOfTheRequestIsNotTheResult() {
        for (Gateway gateway : BOTH) {
            Answer told = Calls.told(gateway, 200, "{\"task_id\":\"t1\",\"state\":\"succeeded\",\"video\":\"https://e.com/in.mp4\","
                    + "\"input\":{\"url\":\"https://e.com/in.mp4\"},\"image\":[\"https://e.com/in.png\"]}");

            assertThat(told).isInstanceOfSatisfying(Answer.Known.class, known -> assertThat(known.task().lacksAddress()).isTrue());
        }
    }
}
