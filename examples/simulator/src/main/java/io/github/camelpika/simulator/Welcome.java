package io.github.camelpika.simulator;

/** What the simulator prints when it is started by hand: lines to paste. */
final class Welcome {

    private static final String CREATE_A = """
            {"prompt":"a cat","ratio":"16:9","callback_url":"http://127.0.0.1:8788/callback"}""";
    private static final String CREATE_B = """
            {"promptText":"a cat","model":"2.0","options":{"aspectRatio":1.7777778,"frameRate":24}}""";

    private Welcome() {}

    static String text(PikaSimulator simulator) {
        StringBuilder text = new StringBuilder();
        text.append("Pika gateways at ").append(simulator.baseUri());
        text.append(", key ").append(simulator.apiKey()).append(", stop with Ctrl-C\n");
        text.append("To watch them: open ").append(simulator.baseUri()).append("/ in a browser\n\n");
        Gateway.ALL.stream()
                .filter(gateway -> !gateway.prefix().isEmpty())
                .forEach(gateway -> text.append(curls(simulator, gateway)));
        text.append(pikaCurls(simulator)).append(falCurls(simulator));
        return text.append(adminCurls(simulator)).toString();
    }

    private static String curls(PikaSimulator simulator, Gateway gateway) {
        String base = simulator.baseUri() + gateway.prefix() + "/pika";
        String key = "-H 'Authorization: Bearer " + simulator.apiKey() + "'";
        boolean dialectA = gateway.dialect() instanceof EnvelopeDialect;
        String create = "curl -s " + key + " -d '" + (dialectA ? CREATE_A : CREATE_B) + "' "
                + base + (dialectA ? "/pro/generate" : "/generate");
        String query = dialectA
                ? "curl -s " + key + " -d '{\"task_id\":\"'$ID'\"}' " + base + "/feed"
                : "curl -s " + key + " " + base + "/feed/$ID";
        return "# " + gateway.name() + "\n" + create + "\nID=...\n" + query + "\n\n";
    }

    private static String pikaCurls(PikaSimulator simulator) {
        return """
                # pika
                curl -s -H 'X-API-Key: %2$s' -H "Idempotency-Key: $RANDOM" -d '{"prompt":"a cat"}' %1$s/v1/media/pika/pika-2.5/text-to-video
                ID=...
                curl -s -H 'X-API-Key: %2$s' %1$s/v1/media/jobs/$ID

                """.formatted(simulator.baseUri(PikaJobs.GATEWAY), simulator.apiKey());
    }

    private static String falCurls(PikaSimulator simulator) {
        return """
                # fal
                curl -s -H 'Authorization: Key %2$s' -d '{"prompt":"a cat","aspect_ratio":"9:16"}' %1$s/fal-ai/pika/v2.2/text-to-video
                ID=...
                curl -s -H 'Authorization: Key %2$s' %1$s/fal-ai/pika/requests/$ID/status
                curl -s -H 'Authorization: Key %2$s' %1$s/fal-ai/pika/requests/$ID

                """.formatted(simulator.baseUri(FalQueue.GATEWAY), simulator.apiKey());
    }

    private static String adminCurls(PikaSimulator simulator) {
        String admin = simulator.baseUri() + "/admin";
        return """
                # faults, requests, tasks
                curl -s -d '{"operation":"generate","fault":"LOST_RESPONSE","times":1}' %1$s/faults
                curl -s -d '{"operation":"feed","fault":"SERVER_ERROR","rate":0.1}' %1$s/faults
                curl -s %1$s/faults
                curl -s -X DELETE %1$s/faults
                curl -s %1$s/requests
                curl -s %1$s/tasks
                """.formatted(admin);
    }
}
