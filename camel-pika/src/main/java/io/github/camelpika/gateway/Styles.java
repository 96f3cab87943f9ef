package io.github.camelpika.gateway;

import java.util.List;

/**
 * The effects that gateways name. Others may be added by them at any time, so an unknown one is sent as it is.
 */
public final class Styles {

    /** The first thirteen are in CometAPI's documentation, the last three in other public documentation. */
    static final List<String> KNOWN = List.of("Inflate", "Melt", "Explode", "Squish", "Crush", "Cake-ify", "Ta-da",
            "Deflate", "Crumble", "Dissolve", "Levitate", "Decapitate", "Eye-pop", "Peel", "Poke", "Tear");

    private Styles() {
    }

    /**
     * Whether some documentation names the style.
     */
    public static boolean isKnown(String style) {
        return KNOWN.stream().anyMatch(style::equalsIgnoreCase);
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
