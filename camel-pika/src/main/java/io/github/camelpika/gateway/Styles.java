package io.github.camelpika.gateway;

import java.util.List;
import java.util.Optional;

import io.github.camelpika.model.RequestCheck;
import io.github.camelpika.model.Spelling;

/**
 * The effects that gateways name. Others may be added by them at any time, so an unknown one can be
 * sent, too.
 */
public final class Styles {

    /** The first thirteen are in CometAPI's documentation, the last three in other public documentation. */
    static final List<String> KNOWN = List.of("Inflate", "Melt", "Explode", "Squish", "Crush", "Cake-ify", "Ta-da",
            "Deflate", "Crumble", "Dissolve", "Levitate", "Decapitate", "Eye-pop", "Peel", "Poke", "Tear");

    private Styles() {
    }

    /**
     * What to say of a style that no documentation names, with the nearest that one does. Empty for a known one, and for none.
     */
    public static Optional<String> problemWith(String style) {
        if (style == null || style.isBlank() || KNOWN.stream().anyMatch(style.strip()::equalsIgnoreCase)) {
            return Optional.empty();
        }
        return Optional.of("style '" + RequestCheck.shorten(style) + "' is unknown: did you mean '" + Spelling.nearest(style, KNOWN)
                           + "'? The known ones are " + list() + "; styleCheck=warn sends any other unchanged");
    }

    /**
     * The style as the documentation spells it, or as it came.
     */
    static String spelled(String style) {
        return KNOWN.stream().filter(style::equalsIgnoreCase).findFirst().orElse(style);
    }

    /**
     * The known ones, for a message to a person.
     */
    public static String list() {
        return String.join(", ", KNOWN);
    }
}
