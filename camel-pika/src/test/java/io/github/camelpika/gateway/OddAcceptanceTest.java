package io.github.camelpika.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Acceptances as gateways really give them: whatever is around the id, nobody is told that the job was refused.
 */
class OddAcceptanceTest {

    private static final String ID = "497f6eca-6276-4993-bfeb-53cbbbba6f68";

    private static final List<Gateway> FOUR = List.of(Gateway.COMETAPI, Gateway.VAPI, Gateway.PIKA, Gateway.FAL);

    private static final List<String> BEFORE = List.of("", "\uFEFF", "<br />\n<b>Warning</b>:  Undefined array key \"x\" in"
            + " <b>/var/www/a.php</b> on line <b>3</b><br />\n", "<!-- 12 ms -->", "\n\n \0", ")]}',\n", "callback(", "data: ",
            "/* cached */ ", "Notice: {main} is odd\n", "{\"debug\":\"1 query\"}\n", "[");
    private static final List<String> SHAPES = List.of("{\"id\":\"ID\"}", "{\"task_id\":\"ID\"}", "{\"taskId\":\"ID\",\"x\":NaN}",
            "{\"code\":200,\"msg\":\"success\",\"data\":{\"task_id\":\"ID\"}}", "{\"code\":\"SUCCESS\",\"msg\":\"\",\"data\":\"ID\"}",
            "{\"code\":0,\"data\":{\"id\":\"ID\"}}", "{\"data\":[{\"id\":\"ID\"}]}", "{\"output\":{\"task_id\":\"ID\"}}",
            "{\"code\":200,\"data\":{\"task\":{\"id\":\"ID\"}},\"cost\":Infinity}", "{\"id\":\"ID\",\"prompt\":\"a\tb\"}",
            "{\"id\":\" ID\\n\",\"error\":null,\"videos\":[],}", "{\"data\":\"{\\\"task_id\\\":\\\"ID\\\"}\"}",
            "{\"request_id\":\"r-1\",\"result\":{\"jobId\":\"ID\"}}",
            "{\"Code\":200,\"Data\":\"ID\"}", "{\"Id\":\"ID\",\"Status\":\"queued\"}", "{\"_id\":\"ID\"}", "{\"data\":[\"ID\"]}",
            "{\"data\":{\"list\":[{\"id\":\"ID\"}]}}", "{\"response\":\"{\\\"id\\\":\\\"ID\\\"}\"}");
    /** As Pika's own API has it, and as it might come to have it. */
    private static final List<String> PIKA = List.of("{\"id\":\"ID\",\"status\":\"queued\"}", "{\"id\":\" ID\\n\",\"status\":\"queued\",}",
            "{\"id\":\"ID\",\"status\":\"queued\",\"usage\":{\"x\":NaN}}", "{\"id\":\"ID\",\"status\":\"running\",\"note\":\"a\tb\"}",
            "{\"id\":\"ID\",\"status\":\"queued\",\"error\":{\"code\":null,\"message\":null}}", "{\"job\":{\"id\":\"ID\",\"status\":\"queued\"}}");
    private static final String AT_FAL = "https://queue.fal.run/fal-ai/pika/requests/ID";
    /** The last two have nothing but the addresses of the task. */
    private static final List<String> FAL = List.of("{\"request_id\":\"ID\",\"status\":\"IN_QUEUE\"}", "{\"request_id\":\" ID\\n\",}",
            "{\"request_id\":\"ID\",\"gateway_request_id\":\"ID\",\"queue_position\":NaN}", "{\"request_id\":\"ID\",\"logs\":\"a\tb\"}",
            "{\"response_url\":\"" + AT_FAL + "\",\"status_url\":\"" + AT_FAL + "/status\"}",
            "{\"request_id\":null,\"cancel_url\":\"" + AT_FAL + "/cancel\"}");
    /** Where no API says yes, and where an id may stand all the same. */
    private static final List<String> HARDLY = List.of("ID", "\"ID\"", "[\"ID\"]", "task_id=ID&status=ok", "{\"ids\":[\"ID\"],\"message\":\"no\"}",
            "{\"name\":\"operations/ID\",\"done\":false}", "{\"urls\":{\"get\":\"https://api.example.com/v1/predictions/ID\"}}",
            "{\"executionId\":\"ID\"}", "{\"tasks\":[\"ID\"]}", "{\"Data\":{\"Id\":\"ID\"},\"Message\":\"no\"}");
    private static final List<String> HARDLY_AT_FAL = List.of("{\"gateway_request_id\":\"ID\"}", "{\"data\":{\"request_id\":\"ID\"}}",
            "{\"detail\":\"no\",\"status_url\":\"" + AT_FAL + "/status\"}");

    private static List<String> shapes(Gateway gateway) {
        return gateway == Gateway.FAL ? FAL : gateway == Gateway.PIKA ? Stream.concat(SHAPES.stream(), PIKA.stream()).toList() : SHAPES;
    }
    private static final List<String> AFTER = List.of("", "\0", "\0\0\0", "<!-- 12 ms -->", "\n\n", "]", ");", "\n\ndata: [DONE]",
            "{\"took\":12}", "<br />\n<b>Warning</b>: late", ";", "}", "\u001a");

    @Test
    void whateverIsAroundItTheIdIsRead() {
        for (Gateway gateway : FOUR) {
            for (String shape : shapes(gateway)) {
                for (String before : BEFORE) {
                    for (String after : AFTER) {
                        String answer = before + shape.replace("ID", ID) + after;
                        assertThat(Calls.understood(gateway, 200, answer)).as("%s says %s", gateway, answer)
                                .isEqualTo(new Submission.Accepted(ID));
                    }
                }
            }
        }
    }

    /** Every status, every cut of every shape: where the whole id was read it is told, and no refusal comes of it. */
    @Test
    void noAnswerWithAnIdIsARefusal() {
        for (Gateway gateway : FOUR) {
            List<String> answers = new ArrayList<>(HARDLY);
            answers.addAll(gateway == Gateway.FAL ? HARDLY_AT_FAL : List.of());
            for (String shape : shapes(gateway)) {
                answers.add(shape);
                answers.add(shape.replaceFirst("\\{", "{\"code\":400,\"error\":{\"message\":\"no\"},"));
                answers.add(shape.replaceFirst("\\{", "{\"success\":false,\"msg\":\"no\","));
            }
            for (int status : new int[] { 200, 202, 302, 400, 401, 402, 403, 404, 409, 422, 429, 500, 502, 503 }) {
                for (String answer : answers) {
                    Submission submission = Calls.understood(gateway, status, answer.replaceAll("ID(?!\":)", ID));
                    String id = submission instanceof Submission.Unknown unknown ? unknown.taskId()
                            : submission instanceof Submission.Accepted accepted ? accepted.taskId() : "refused";
                    assertThat(id).as("%s, %s says %s", status, gateway, answer).isEqualTo(ID);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"id\":\"ID\",\"cost\":", "{\"code\":200,\"data\":{\"task_id\":\"ID\",\"st",
            "{\"code\":200 \"data\":{\"task_id\":\"ID\"}}", "accepted, task id: ID." })
    void idInAnAnswerThatCantBeReadIsToldForAPerson(String answer) {
        Submission submission = Calls.understood(Gateway.VAPI, 200, answer.replace("ID", ID));

        assertThat(submission).isInstanceOfSatisfying(Submission.Unknown.class, unknown -> {
            assertThat(unknown.taskId()).isEqualTo(ID);
            assertThat(unknown.describe()).endsWith("; the answer names the task " + ID).doesNotContain("has no task id");
        });
    }

    @Test
    void idInAnAnswerThatBrokeOffIsToldForAPerson() {
        Submission submission = Calls.create(Gateway.VAPI, (socket, out) -> {
            out.write(TestGateway.head(200, "Content-Length: 1000"));
            out.write("{\"id\":\"t1\",\"videos\":[".getBytes());
        });

        assertThat(submission).isInstanceOfSatisfying(Submission.Unknown.class,
                unknown -> assertThat(unknown.taskId()).isEqualTo("t1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "vapi|{'code':1,'description':'submitted','result':'1320098173412546'}|true",
            "vapi|{'code':22,'description':'in queue','result':'1320098173412546'}|true",
            "vapi|{'code':23,'description':'queue is full','result':'1320098173412546'}|false",
            "cometapi|{'code':1,'description':'submitted','result':'1320098173412546'}|false" })
    void idBesideASuccessOfTheGatewaysOwnCounting(String gateway, String answer, boolean accepted) {
        Submission submission = Calls.understood(Gateway.named(gateway), 200, answer.replace('\'', '"'));

        assertThat(submission).isEqualTo(accepted ? new Submission.Accepted("1320098173412546")
                : new Submission.Unknown(((Submission.Unknown) submission).error(), "1320098173412546"));
    }

    @ParameterizedTest
    @ValueSource(ints = { 256, 257, 600, 1_000 })
    void longIdIsAccepted(int length) {
        String id = "a".repeat(length);

        assertThat(Calls.understood(Gateway.VAPI, 200, "{\"id\":\"" + id + "\"}")).isEqualTo(new Submission.Accepted(id));
        assertThat(TaskIds.isSane(id + "a")).isEqualTo(length < 1_000);
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 201, 202, 400, 403, 404, 429 })
    void webPageIsNoRefusal(int status) {
        for (String page : new String[] { "<!DOCTYPE html><title>Just a moment...</title>", "<html><h1>429</h1></html>",
                "<html><script>var a = {\"id\":\"x1\"}</script></html>" }) {
            Submission submission = Calls.understood(Gateway.COMETAPI, status, page);

            assertThat(submission).isInstanceOf(Submission.Unknown.class);
            assertThat(((Submission.Unknown) submission).describe()).contains("web page");
            assertThat(((Submission.Unknown) submission).taskId()).isNull();
        }
        assertThat(((Submission.Unknown) Calls.understood(Gateway.COMETAPI, status, "<title>Just a moment...</title>")).describe())
                .contains("'Just a moment...'");
    }

    @Test
    void redirectIsToldWithoutTheKeyAndWithoutASignature() {
        Submission submission = Calls.create(TestGateway.says(303, "", "Location: /pika/tasks/t1/" + Calls.KEY + "?sig=a1b2"));

        assertThat(Calls.unknown(submission).describe()).contains("HTTP 303", "/pika/tasks/t1/***?...")
                .doesNotContain(Calls.KEY, "a1b2");
    }

    @ParameterizedTest
    @MethodSource
    void wordsAndIdsOfOtherThingsAreNoTask(int status, String answer) {
        for (Gateway gateway : List.of(Gateway.COMETAPI, Gateway.VAPI, Gateway.PIKA)) {
            assertThat(Calls.understood(gateway, status, answer.replace('\'', '"'))).as("%s", gateway).isInstanceOf(Submission.Refused.class);
        }
    }

    static Stream<Object[]> wordsAndIdsOfOtherThingsAreNoTask() {
        return Stream.of("{'message':'no','data':'invalid_request'}", "{'request_id':'r-1','message':'no'}",
                "{'error':{'id':'e-1','message':'task_id: required'}}", "{'message':'no','user':{'id':5}}",
                "{'message':'no','task_id':''}", "{'message':'no','task_id':null,'id':0}", "{'message':'no','data':{'task_id':'null'}}",
                "{}", "", "no such model", "404 page not found", "invalid_request_4096", "'too_many_requests_429'", "['prompt-is-too-long-4096']",
                "{'Id':0,'Message':'no'}", "{'data':['invalid request']}", "{'error':{'Id':'e-1'}}", "{'items':[{'field':'prompt'}]}",
                "{'message':'no','help':'https://docs.example.com/jobs/limits'}")
                .flatMap(answer -> Stream.of(400, 401, 402, 403, 404, 413, 422, 429).map(status -> new Object[] { status, answer }));
    }
}
