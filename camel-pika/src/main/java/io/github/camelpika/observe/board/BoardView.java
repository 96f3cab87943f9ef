package io.github.camelpika.observe.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.ComponentServices;

/**
 * All that is on the board, as JSON. Moments are seconds since 1970, durations are seconds; what is not known is left out.
 */
final class BoardView {

    private static final int LONGEST_ERROR = 300;

    private final List<ComponentServices> components;
    private final Ends ends;
    private final boolean actions;
    private final BoardFilter filter;

    BoardView(List<ComponentServices> components, Ends ends, boolean actions, BoardFilter filter) {
        this.components = components;
        this.ends = ends;
        this.actions = actions;
        this.filter = filter;
    }

    Map<String, Object> json() {
        List<String> troubles = new ArrayList<>();
        TasksUnderWay underWay = new TasksUnderWay(components, filter);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("actions", actions);
        json.put("queues", underWay.queues());
        json.put("underWay", orTrouble(underWay::json, troubles));
        json.put("ended", new EndedView(ends.of(components), filter).json());
        json.put("needs", orTrouble(() -> new NeedsView(components).json(), troubles));
        MoneyView money = new MoneyView(components);
        json.put("labels", orTrouble(money::labels, troubles));
        json.put("money", orTrouble(money::json, troubles));
        json.put("learned", new LearnedView(components).json());
        json.put("gateways", new GatewaysView(components).json());
        json.put("troubles", troubles);
        return json;
    }

    /**
     * A database that is away must not take the rest of the board along.
     */
    private static Object orTrouble(Supplier<Object> view, List<String> troubles) {
        try {
            return view.get();
        } catch (RuntimeException e) {
            troubles.add(Texts.brief(e.getMessage() == null ? e.toString() : e.getMessage(), LONGEST_ERROR));
            return null;
        }
    }

    static long seconds(Instant moment) {
        return moment.getEpochSecond();
    }

    static String brief(String text) {
        return Texts.brief(text, LONGEST_ERROR);
    }

    /**
     * A map of what is known.
     */
    static Map<String, Object> known(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                map.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return map;
    }
}
