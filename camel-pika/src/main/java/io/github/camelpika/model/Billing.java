package io.github.camelpika.model;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a gateway tells of the money that a task takes. The charge may be known only some time after the task has ended.
 *
 * @param state          how far that is; null where the gateway tells only what was used
 * @param chargeMicroUsd in millionths of a US dollar, once it is settled; else null
 * @param usage          what is paid for, by the gateway's own names, such as {@code duration_s}; may be empty
 */
public record Billing(State state, Long chargeMicroUsd, Map<String, Object> usage) {

    /** The unit that fal counts in, of which it doesn't tell the price. */
    public static final String BILLABLE_UNITS = "billable_units";

    private static final int MICRO = 6;

    /**
     * How far a gateway is with a charge.
     */
    public enum State {
        /** It will be known. */
        PENDING,
        /** It is known. */
        SETTLED,
        /** It will not be known. */
        UNAVAILABLE;

        /**
         * As gateways and headers write it.
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Billing {
        usage = usage == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(usage));
    }

    /**
     * The cost in US dollars: the charge, or what was used at a price; null if neither is known.
     *
     * @param unitPrice of a billable unit in US dollars, or null
     */
    public BigDecimal cost(BigDecimal unitPrice) {
        if (chargeMicroUsd != null) {
            return plain(BigDecimal.valueOf(chargeMicroUsd, MICRO));
        }
        return unitPrice != null && usage.get(BILLABLE_UNITS) instanceof Number units
                ? plain(new BigDecimal(units.toString()).multiply(unitPrice))
                : null;
    }

    /**
     * An amount without zeros at its end, and without an exponent.
     */
    public static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /**
     * What is known, by name, in order.
     */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        Video.put(map, "state", state == null ? null : state.toString());
        Video.put(map, "chargeMicroUsd", chargeMicroUsd);
        Video.put(map, "usage", usage.isEmpty() ? null : usage);
        return map;
    }
}
