package io.github.camelpika.gateway;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.Billing;

/**
 * The price in the answer to a quote. It stands there twice, and what it would mean that the two differ is not documented: who
 * asks before paying is better told too much.
 */
final class PikaQuote {

    private static final int MICRO = 6;
    private static final int LONGEST = 20;

    private PikaQuote() {
    }

    /**
     * In US dollars; empty if there is none.
     */
    static Optional<BigDecimal> in(JsonNode json) {
        return Stream.of(amount(json, "micro_usd").map(micro -> micro.movePointLeft(MICRO)), amount(json, "sell_usd"))
                .flatMap(Optional::stream).max(BigDecimal::compareTo).map(Billing::plain);
    }

    private static Optional<BigDecimal> amount(JsonNode json, String field) {
        String text = Json.text(json, field);
        try {
            return text == null || text.length() > LONGEST ? Optional.empty()
                    : Optional.of(new BigDecimal(text.strip())).filter(amount -> amount.signum() >= 0 && Math.abs(amount.scale()) <= LONGEST);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
