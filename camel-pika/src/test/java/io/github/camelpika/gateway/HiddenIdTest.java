package io.github.camelpika.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ids in places that nobody documents, beside words that deny them. Whoever is told of a refusal posts again, so none of
 * these is one.
 */
class HiddenIdTest {

    private static final String ID = "497f6eca-6276-4993-bfeb-53cbbbba6f68";

    @ParameterizedTest
    @ValueSource(strings = { "X-Task-Id: ID", "x-task-id:  ID ", "Task-Id: ID", "X-Job-Id: ID", "X-Generation-Id: ID", "X-Pika-Task-Id: ID" })
    void idInAHeaderIsReadWhateverTheAnswerSays(String header) {
        for (int status : new int[] { 200, 202, 204, 400, 404, 422, 429 }) {
            String body = status == 204 ? "" : "{\"message\":\"no\"}";
            Submission submission = Calls.create(Gateway.VAPI, TestGateway.says(status, body, header.replace("ID", ID)));

            assertThat(submission).as("HTTP %s", status).isInstanceOfSatisfying(Submission.Unknown.class,
                    unknown -> assertThat(unknown.taskId()).isEqualTo(ID));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "X-Request-Id: ID", "CF-Ray: ID", "X-Trace-Id: ID", "X-Task-Id: ", "X-Task-Id: null" })
    void idOfTheRequestInAHeaderIsNoTask(String header) {
        assertThat(Calls.create(Gateway.VAPI, TestGateway.says(400, "{\"message\":\"no\"}", header.replace("ID", ID))))
                .isInstanceOf(Submission.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"message\":\"no\",\"task_ids\":[\"ID\"]}", "{\"message\":\"no\",\"taskIds\":[\"ID\"]}",
            "{\"message\":\"no\",\"job\":\"ID\"}", "{\"message\":\"no\",\"id\":{\"$oid\":\"ID\"}}",
            "{\"message\":\"Task ID exists already\"}", "{\"message\":\"duplicate of job 'ID'\"}",
            "{\"code\":429,\"data\":null}\n{\"code\":200,\"data\":{\"task_id\":\"ID\"}}",
            "{\"data\":{\"took\":3}}\n{\"data\":{\"id\":\"ID\"}}", "{\"data\":[]} {\"data\":[{\"id\":\"ID\"}]}",
            "{\"data\":{\"data\":{\"id\":\"ID\"}},\"message\":\"no\"}" })
    void idThatIsDeniedIsTold(String answer) {
        for (int status : new int[] { 400, 422, 429 }) {
            Submission submission = Calls.understood(Gateway.VAPI, status, answer.replace("ID", ID));

            assertThat(submission).as("HTTP %s", status).isInstanceOfSatisfying(Submission.Unknown.class,
                    unknown -> assertThat(unknown.taskId()).isEqualTo(ID));
        }
    }

    @Test
    void secondObjectThatTellsOfTheJobIsReadAlsoWhereACodeDenies() {
        String answer = "{\"code\":429,\"msg\":\"slow down\",\"data\":null}\n{\"code\":200,\"data\":{\"task_id\":\"" + ID + "\"}}";

        assertThat(Calls.understood(Gateway.COMETAPI, 200, answer)).isInstanceOfSatisfying(Submission.Unknown.class,
                unknown -> assertThat(unknown.taskId()).isEqualTo(ID));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Notice: {\"foo\" is odd\n{\"error\":\"no\",\"id\":\"ID\"}", "{'detail': 'no', 'id': 'ID'}",
            "oops {'id': 'ID'}", "\u0001\u0002\u0003\u001f\u008b garbage", "\uFFFD\uFFFD\uFFFD\b" })
    void whatCantBeReadIsNoRefusal(String answer) {
        for (int status : new int[] { 400, 422, 429 }) {
            assertThat(Calls.understood(Gateway.VAPI, status, answer.replace("ID", ID))).as("HTTP %s", status)
                    .isInstanceOf(Submission.Unknown.class);
        }
    }

    @ParameterizedTest
    @CsvSource({ "UTF-16LE,false", "UTF-16BE,false", "UTF-16,false", "UTF-16LE,true", "UTF-16BE,true", "UTF-32,true",
            "ISO-8859-1,true", "GBK,true" })
    void answerIsReadInItsCharset(String charset, boolean said) throws IOException {
        Charset named = Charset.forName(charset);
        String umlaut = charset.equals("GBK") ? "猫" : "é";
        byte[] body = ("{\"id\":\"" + ID + "\",\"prompt\":\"" + umlaut + "\"}").getBytes(named);
        byte[] refusal = ("{\"error\":{\"message\":\"" + umlaut + "\"}}").getBytes(named);
        String type = "Content-Type: application/json" + (said ? "; charset=" + charset : "");

        assertThat(Calls.create(Gateway.VAPI, bytes(200, body, type))).isEqualTo(new Submission.Accepted(ID));
        assertThat(Calls.create(Gateway.VAPI, bytes(400, body, type))).isInstanceOf(Submission.Unknown.class);
        assertThat(Calls.create(Gateway.VAPI, bytes(400, refusal, type))).isInstanceOfSatisfying(Submission.Refused.class,
                refused -> assertThat(refused.error().message()).isEqualTo(umlaut));
    }

    @ParameterizedTest
    @ValueSource(strings = { "charset=x-nobody-knows", "charset=", "charset=\"utf-8\"", "charset=utf8" })
    void charsetThatNobodyKnowsIsNoHarm(String charset) {
        assertThat(Calls.create(Gateway.VAPI, TestGateway.says(200, "{\"id\":\"t1\"}", "Content-Type: application/json; " + charset)))
                .isEqualTo(new Submission.Accepted("t1"));
    }

    @Test
    void compressedAnswerIsReadAndOneThatDoesNotSaySoIsNoRefusal() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(("{\"id\":\"" + ID + "\"}").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(Calls.create(Gateway.VAPI, bytes(200, packed.toByteArray(), "Content-Encoding: gzip")))
                .isEqualTo(new Submission.Accepted(ID));
        assertThat(Calls.create(Gateway.VAPI, bytes(400, packed.toByteArray(), "Content-Type: application/json")))
                .isInstanceOf(Submission.Unknown.class);
        assertThat(Calls.create(Gateway.VAPI, bytes(400, packed.toByteArray(), "Content-Encoding: br")))
                .isInstanceOf(Submission.Unknown.class);
    }

    @Test
    void hintsBeforeTheAnswerAreNotTheAnswer() {
        assertThat(Calls.create(Gateway.VAPI, (socket, out) -> {
            out.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n".getBytes());
            TestGateway.says(200, "{\"id\":\"t1\"}").answer(socket, out);
        })).isEqualTo(new Submission.Accepted("t1"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a/b/c", "12345", "98765432109876543210", "gen:1+2=3~x", "a%2Fb", "a?b#c" })
    void idOfAnyFormIsKept(String id) {
        String text = id.matches("\\d+") ? id : "\"" + id + "\"";

        for (Gateway gateway : new Gateway[] { Gateway.COMETAPI, Gateway.VAPI }) {
            assertThat(Calls.understood(gateway, 207, "{\"data\":{\"task_id\":" + text + "}}")).isEqualTo(new Submission.Accepted(id));
        }
    }

    private static TestGateway.Behaviour bytes(int status, byte[] body, String... headers) {
        return (socket, out) -> {
            out.write(TestGateway.head(status, "Content-Length: " + body.length, headers));
            out.write(body);
        };
    }
}
