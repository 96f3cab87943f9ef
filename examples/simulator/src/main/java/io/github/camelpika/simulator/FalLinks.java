package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;

/** A task's three addresses: under the app, which is the first parts of the model's id and not the whole. */
record FalLinks(URI base, SimTask task) {

    private static final Set<String> NAMESPACES = Set.of("workflows", "comfy");

    static String app(String model) {
        String[] parts = model.split("/");
        int count = NAMESPACES.contains(parts[0]) && parts.length > 2 ? 3 : 2;
        return String.join("/", Arrays.copyOf(parts, count));
    }

    void addTo(ObjectNode json) {
        String result = base + "/" + app(task.api()) + "/requests/" + task.id();
        json.put("response_url", result).put("status_url", result + "/status").put("cancel_url", result + "/cancel");
    }
}
