package io.github.camelpika;

import java.util.List;
import java.util.Map;

import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

/**
 * What the components of a context wait for, what needs a person, what was learned, and totals. It may ask the tracker's
 * database. The option {@code limit} says how many tasks of each queue are shown, 100 by default.
 */
@DevConsole(name = "pika", displayName = "Pika", description = "Tasks that are waited for, totals, and what was learned of how long tasks take")
public class PikaDevConsole extends AbstractDevConsole {

    private static final String LIMIT = "limit";
    private static final int MOST_SHOWN = 100;

    public PikaDevConsole() {
        super("camel", "pika", "Pika", "Tasks that are waited for, totals, and what was learned of how long tasks take");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        views(options).forEach(view -> ConsoleText.write(text, view));
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        root.put("components", views(options));
        return root;
    }

    private List<JsonObject> views(Map<String, Object> options) {
        int most = limit(options.get(LIMIT));
        return getCamelContext().getComponentNames().stream().sorted()
                .map(name -> getCamelContext().hasComponent(name))
                .filter(component -> component instanceof PikaComponent pika && pika.isStarted())
                .map(component -> new ComponentView((PikaComponent) component, most).json()).toList();
    }

    private static int limit(Object value) {
        try {
            return value == null ? MOST_SHOWN : Integer.parseInt(value.toString());
        } catch (NumberFormatException e) {
            return MOST_SHOWN;
        }
    }
}
