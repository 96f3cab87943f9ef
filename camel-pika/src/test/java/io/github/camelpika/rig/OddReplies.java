package io.github.camelpika.rig;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Answers that gateways and what stands before them were seen to give, beside what they document.
 */
final class OddReplies {

    private static final String HTML = "<html><head><title>One moment</title></head><body>Checking your browser</body></html>";

    /**
     * To a submission that was accepted. {@code ID} stands for the id of the task.
     */
    private static final List<OddReply> OF_ACCEPTANCE = List.of(
            OddReply.json(200, "<br />\n<b>Warning</b>: Undefined array key 3 in <b>/srv/a.php</b> on line <b>7</b><br />\n{\"id\":\"ID\"}"),
            OddReply.html(200, HTML),
            OddReply.html(202, HTML),
            new OddReply(303, "text/plain", "/pika/tasks/ID", ""),
            OddReply.json(200, "{\"code\":1,\"description\":\"submitted\",\"result\":\"ID\"}"),
            OddReply.json(200, "{\"code\":\"SUCCESS\",\"msg\":\"\",\"data\":\"ID\"}"),
            OddReply.json(200, "{\"id\":\"ID\",\"cost\":NaN}"),
            OddReply.json(200, "\uFEFF{\"id\":\"ID\"}"),
            OddReply.json(200, "{\"id\":\"ID\",\"note\":\"a\tb\"}"),
            OddReply.json(200, "{\"id\":\"ID\"}\u0000"),
            OddReply.json(200, "{\"id\":\"ID\"}\n<!-- 12 ms -->"),
            OddReply.json(200, "{\"success\":false,\"message\":\"try later\",\"id\":\"ID\"}"),
            OddReply.json(400, "{\"error\":{\"message\":\"quota almost reached\"},\"data\":{\"task_id\":\"ID\"}}"),
            OddReply.json(502, "{\"message\":\"upstream closed\"}"),
            OddReply.html(504, HTML),
            OddReply.json(200, "{\"code\":200,\"msg\":\"success\",\"data\":{}}"),
            OddReply.json(200, ""));

    /**
     * To a submission that was refused, beyond doubt and for good.
     */
    static final List<OddReply> OF_REFUSAL = List.of(
            OddReply.json(400, "{\"detail\":\"text length over limit 4096\"}"),
            OddReply.json(422, "{\"errors\":[{\"message\":\"ratio is not allowed\"}]}"),
            OddReply.json(422, "{\"error_code\":1201,\"error_msg\":\"prompt refused\"}"),
            OddReply.json(402, "{\"error\":{\"code\":\"insufficient_user_quota\",\"message\":\"no credit\"}}"));

    /**
     * To a query of a task that is there.
     */
    private static final List<OddReply> OF_QUERY = List.of(
            OddReply.json(404, "{\"detail\":\"Not Found\"}"),
            OddReply.html(404, "<html>404 page not found</html>"),
            OddReply.json(400, "{\"code\":\"fail_to_fetch_task\",\"message\":\"i/o timeout\",\"data\":null}"),
            OddReply.json(400, "{\"code\":\"task_not_exist\",\"message\":\"task not found\"}"),
            OddReply.json(409, "{\"message\":\"conflict\"}"),
            OddReply.json(425, ""),
            new OddReply(302, "text/html", "/login", ""),
            OddReply.html(403, HTML),
            OddReply.html(200, "<html>We will be back soon</html>"),
            OddReply.json(401, "{\"error\":{\"message\":\"invalid token\"}}"),
            OddReply.json(402, "{\"message\":\"billing is being checked\"}"),
            OddReply.json(503, ""),
            OddReply.json(200, "{\"code\":200,\"msg\":\"success\",\"data\":null}"));

    private static final String AT_FAL = "https://queue.fal.run/fal-ai/pika/requests/ID";

    private static final Map<String, List<OddReply>> MORE_OF_ACCEPTANCE = Map.of(
            "pika", List.of(OddReply.json(200, "{\"job\":{\"id\":\"ID\",\"status\":\"queued\"}}"),
                    OddReply.json(200, "{\"Id\":\"ID\",\"Status\":\"queued\"}"),
                    OddReply.json(503, "{\"error\":{\"code\":\"provider_unavailable\",\"message\":\"nobody\"}}"),
                    OddReply.json(402, "{\"id\":\"ID\",\"status\":\"queued\"}")),
            "fal", List.of(OddReply.json(200, "{\"request_id\":\" ID\\n\",}"),
                    OddReply.json(200, "{\"gateway_request_id\":\"ID\"}"),
                    OddReply.json(200, "{\"response_url\":\"" + AT_FAL + "\",\"status_url\":\"" + AT_FAL + "/status\"}"),
                    OddReply.json(422, "{\"detail\":\"late\",\"status_url\":\"" + AT_FAL + "/status\"}"),
                    OddReply.json(200, "<br />\n<b>Warning</b>: late<br />\n{\"request_id\":\"ID\",\"queue_position\":NaN}\u0000")));

    private static final Map<String, List<OddReply>> MORE_OF_QUERY = Map.of(
            "pika", List.of(OddReply.json(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"There is no such job\"}}"),
                    OddReply.json(403, "{\"error\":{\"code\":\"caller_plan_required\",\"message\":\"key is not active\"}}"),
                    OddReply.json(500, "{\"error\":{\"code\":\"internal\",\"message\":\"x\"}}"),
                    OddReply.json(200, "{\"id\":\"another\",\"status\":\"failed\",\"error\":{\"code\":\"internal\",\"message\":\"x\"}}")),
            "fal", List.of(OddReply.json(404, "{\"status\":\"NOT_FOUND\"}"),
                    OddReply.json(401, "{\"detail\":\"Authentication is required\",\"error_type\":\"unauthorized\"}"),
                    OddReply.json(400, "{\"detail\":\"Request is still in progress\",\"error_type\":\"bad_request\"}"),
                    OddReply.json(503, "{\"detail\":\"x\",\"error_type\":\"runner_server_error\"}"),
                    OddReply.json(202, "{}")));

    private OddReplies() {
    }

    static List<OddReply> ofAcceptance(String gateway) {
        return with(OF_ACCEPTANCE, MORE_OF_ACCEPTANCE, gateway);
    }

    static List<OddReply> ofQuery(String gateway) {
        return with(OF_QUERY, MORE_OF_QUERY, gateway);
    }

    private static List<OddReply> with(List<OddReply> ofAll, Map<String, List<OddReply>> more, String gateway) {
        return Stream.concat(ofAll.stream(), more.getOrDefault(gateway, List.of()).stream()).toList();
    }

    /**
     * @param location null for none
     */
    record OddReply(int status, String contentType, String location, String body) {

        static OddReply json(int status, String body) {
            return new OddReply(status, "application/json", null, body);
        }

        static OddReply html(int status, String body) {
            return new OddReply(status, "text/html; charset=utf-8", null, body);
        }

        OddReply about(String taskId) {
            return new OddReply(status, contentType, location == null ? null : location.replace("ID", taskId),
                    body.replace("ID", taskId));
        }
    }
}
