package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** What Pika 2.5 costs; the other APIs' prices are not known, and cost the same here. */
final class PikaPrices {

    private static final long MICRO_USD_A_SECOND_AT_720P = 40_000;
    private static final long MICRO_USD_A_SECOND_AT_1080P = 90_000;
    private static final int DEFAULT_SECONDS = 5;
    private static final int MICRO = 6;

    private PikaPrices() {}

    static long microUsd(JsonNode request) {
        boolean small = request.path("resolution").asText().equals("720p");
        return seconds(request) * (small ? MICRO_USD_A_SECOND_AT_720P : MICRO_USD_A_SECOND_AT_1080P);
    }

    /** Of pikaframes: one transition fewer than pictures. */
    static long seconds(JsonNode request) {
        int pictures = request.path("images").size();
        return pictures > 1
                ? (pictures - 1) * request.path("transition_duration_s").asLong(DEFAULT_SECONDS)
                : request.path("duration_s").asLong(DEFAULT_SECONDS);
    }

    static ObjectNode quote(JsonNode request) {
        long microUsd = microUsd(request);
        return Json.object()
                .put("micro_usd", microUsd)
                .put("sell_usd", BigDecimal.valueOf(microUsd, MICRO).stripTrailingZeros());
    }

    static ObjectNode perSecond() {
        ObjectNode prices = Json.object();
        prices.putObject("micro_usd_per_second")
                .put("720p", MICRO_USD_A_SECOND_AT_720P)
                .put("1080p", MICRO_USD_A_SECOND_AT_1080P);
        return prices;
    }
}
