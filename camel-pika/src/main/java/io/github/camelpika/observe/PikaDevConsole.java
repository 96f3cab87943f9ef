package io.github.camelpika.observe;

import java.util.List;
import java.util.Map;

import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.RunningComponents;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

/**
 * What the components of a context wait for, what needs a person, what was learned, and totals. It may ask the tracker's
 * database. The option {@code limit} says how many queues, tasks of each queue and submissions are shown, 100 by default
 * and 1000 at most. With {@code command=resolve} it takes what a person has found out of a submission whose fate was unknown, and with
 * {@code command=cost} it reports what tasks cost.
 */
@DevConsole(name = "pika", displayName = "Pika", description = "Tasks that are waited for, totals, and what was"
        + " learned about how long tasks take")
public class PikaDevConsole extends AbstractDevConsole {

    private static final String LIMIT = "limit";
    private static final int SHOWN = 100;
    private static final int MOST_SHOWN = 1_000;

    public PikaDevConsole() {
        super("camel", "pika", "Pika", "Tasks that are waited for, totals, and what was learned about how long tasks take");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        if (CostCommand.isIn(options)) {
            return new CostCommand(components()).text(options);
        }
        if (ResolveCommand.isIn(options)) {
            return resolve(options).values().iterator().next().toString();
        }
        StringBuilder text = new StringBuilder();
        views(options).forEach(view -> ConsoleText.write(text, view));
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        if (CostCommand.isIn(options)) {
            return new CostCommand(components()).json(options);
        }
        if (ResolveCommand.isIn(options)) {
            return resolve(options);
        }
        JsonObject root = new JsonObject();
        root.put("components", views(options));
        return root;
    }

    private JsonObject resolve(Map<String, Object> options) {
        JsonObject result = new JsonObject();
        try {
            result.put("resolved", new ResolveCommand(components()).run(options));
        } catch (RuntimeException e) {
            result.put("trouble", Texts.clean(e.getMessage()));
        }
        return result;
    }

    private List<JsonObject> views(Map<String, Object> options) {
        int most = limit(options.get(LIMIT));
        return components().stream().map(component -> new ComponentView(component, most).json()).toList();
    }

    private List<ComponentServices> components() {
        return RunningComponents.of(getCamelContext()).all();
    }

    private static int limit(Object value) {
        try {
            return value == null ? SHOWN : Math.max(1, Math.min(MOST_SHOWN, Integer.parseInt(value.toString())));
        } catch (NumberFormatException e) {
            return SHOWN;
        }
    }
}
