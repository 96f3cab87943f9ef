package io.github.camelpika.simulator;

import java.util.List;

/**
 * One imitated gateway. To add one: a line here, and a {@link Dialect} if it speaks none of these.
 *
 * @param prefix where its paths start; the two gateways of the root share an empty one
 */
record Gateway(String name, String prefix, Dialect dialect) {

    private static final PlainDialect V_API = new PlainDialect(
            "",
            PlainDialect.Empty.LEFT_OUT,
            List.of("id", "status", "progress", "seed", "resultUrl", "sharingUrl", "videoPoster", "imageThumb",
                    "duration", "error"));
    private static final PlainDialect YESCALE = new PlainDialect(
            "YEScale - Pika Video Generation - Fetch",
            PlainDialect.Empty.KEPT,
            List.of("duration", "error", "id", "imageThumb", "progress", "resultUrl", "seed", "sharingUrl", "status",
                    "videoPoster"));
    private static final PlainDialect YUTO_AI = new PlainDialect(
            "",
            PlainDialect.Empty.KEPT,
            List.of("id", "status", "seed", "resultUrl", "sharingUrl", "videoPoster", "imageThumb", "duration",
                    "error", "progress"));

    static final List<Gateway> ALL = List.of(
            new Gateway("cometapi", "/cometapi", new EnvelopeDialect(List.of("prompt", "ratio", "callback_url"))),
            new Gateway("vapi", "/vapi", V_API),
            new Gateway("yescale", "/yescale", YESCALE),
            new Gateway("yutoai", "/yutoai", YUTO_AI),
            new Gateway("root", "", new EnvelopeDialect(List.of("prompt", "ratio"))),
            new Gateway("root", "", V_API));

    /** Yuto AI documents the key as optional for queries. */
    boolean needsKeyFor(Operation operation) {
        return !(name.equals("yutoai") && operation == Operation.FEED);
    }

    boolean accepted(SimTask task) {
        return task.gateway().equals(name);
    }
}
