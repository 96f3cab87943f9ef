package io.github.camelpika;

import java.util.List;

/**
 * Answers that gateways and what stands before them were seen to give, beside what they document.
 */
final class OddAnswers {

    private static final String HTML = "<html><head><title>One moment</title></head><body>Checking your browser</body></html>";

    /**
     * To a submission that was accepted. {@code ID} stands for the id of the task.
     */
    static final List<OddAnswer> OF_ACCEPTANCE = List.of(
            OddAnswer.json(200, "<br />\n<b>Warning</b>: Undefined array key 3 in <b>/srv/a.php</b> on line <b>7</b><br />\n{\"id\":\"ID\"}"),
            OddAnswer.html(200, HTML),
            OddAnswer.html(202, HTML),
            new OddAnswer(303, "text/plain", "/pika/tasks/ID", ""),
            OddAnswer.json(200, "{\"code\":1,\"description\":\"submitted\",\"result\":\"ID\"}"),
            OddAnswer.json(200, "{\"code\":\"SUCCESS\",\"msg\":\"\",\"data\":\"ID\"}"),
            OddAnswer.json(200, "{\"id\":\"ID\",\"cost\":NaN}"),
            OddAnswer.json(200, "\uFEFF{\"id\":\"ID\"}"),
            OddAnswer.json(200, "{\"id\":\"ID\",\"note\":\"a\tb\"}"),
            OddAnswer.json(200, "{\"id\":\"ID\"}\u0000"),
            OddAnswer.json(200, "{\"id\":\"ID\"}\n<!-- 12 ms -->"),
            OddAnswer.json(200, "{\"success\":false,\"message\":\"try later\",\"id\":\"ID\"}"),
            OddAnswer.json(400, "{\"error\":{\"message\":\"quota almost reached\"},\"data\":{\"task_id\":\"ID\"}}"),
            OddAnswer.json(502, "{\"message\":\"upstream closed\"}"),
            OddAnswer.html(504, HTML),
            OddAnswer.json(200, "{\"code\":200,\"msg\":\"success\",\"data\":{}}"),
            OddAnswer.json(200, ""));

    /**
     * To a submission that was refused, beyond doubt and for good.
     */
    static final List<OddAnswer> OF_REFUSAL = List.of(
            OddAnswer.json(400, "{\"detail\":\"text length over limit 4096\"}"),
            OddAnswer.json(422, "{\"errors\":[{\"message\":\"ratio is not allowed\"}]}"),
            OddAnswer.json(422, "{\"error_code\":1201,\"error_msg\":\"prompt refused\"}"),
            OddAnswer.json(402, "{\"error\":{\"code\":\"insufficient_user_quota\",\"message\":\"no credit\"}}"));

    /**
     * To a query of a task that is there.
     */
    static final List<OddAnswer> OF_QUERY = List.of(
            OddAnswer.json(404, "{\"detail\":\"Not Found\"}"),
            OddAnswer.html(404, "<html>404 page not found</html>"),
            OddAnswer.json(400, "{\"code\":\"fail_to_fetch_task\",\"message\":\"i/o timeout\",\"data\":null}"),
            OddAnswer.json(400, "{\"code\":\"task_not_exist\",\"message\":\"task not found\"}"),
            OddAnswer.json(409, "{\"message\":\"conflict\"}"),
            OddAnswer.json(425, ""),
            new OddAnswer(302, "text/html", "/login", ""),
            OddAnswer.html(403, HTML),
            OddAnswer.html(200, "<html>We will be back soon</html>"),
            OddAnswer.json(401, "{\"error\":{\"message\":\"invalid token\"}}"),
            OddAnswer.json(402, "{\"message\":\"billing is being checked\"}"),
            OddAnswer.json(503, ""),
            OddAnswer.json(200, "{\"code\":200,\"msg\":\"success\",\"data\":null}"));

    private OddAnswers() {
    }

    /**
     * @param location null for none
     */
    record OddAnswer(int status, String contentType, String location, String body) {

        static OddAnswer json(int status, String body) {
            return new OddAnswer(status, "application/json", null, body);
        }

        static OddAnswer html(int status, String body) {
            return new OddAnswer(status, "text/html; charset=utf-8", null, body);
        }

        OddAnswer about(String taskId) {
            return new OddAnswer(status, contentType, location == null ? null : location.replace("ID", taskId),
                    body.replace("ID", taskId));
        }
    }
}
