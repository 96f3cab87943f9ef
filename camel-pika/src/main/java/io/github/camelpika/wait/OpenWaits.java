package io.github.camelpika.wait;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The waits that are under way, to be found by their task. To add one and to remove one takes as long however many there
 * are, for that task or for others.
 */
final class OpenWaits {

    private final Map<String, Waits> waits = new ConcurrentHashMap<>();

    void add(Wait wait) {
        waits.merge(wait.taskId(), wait, (others, more) -> Waits.add(others, wait));
    }

    void remove(Wait wait) {
        waits.computeIfPresent(wait.taskId(), (id, others) -> Waits.remove(others, wait));
    }

    boolean isEmpty() {
        return waits.isEmpty();
    }

    Stream<Wait> all() {
        return waits.values().stream().flatMap(each -> Waits.all(each).stream());
    }

    /**
     * Those for tasks of that id, at whatever gateway.
     */
    List<Wait> of(String taskId) {
        Waits found = waits.get(taskId);
        return found == null ? List.of() : Waits.all(found);
    }

    List<Wait> at(GatewayAccess access, String taskId) {
        Waits found = waits.get(taskId);
        return found == null ? List.of() : Waits.at(access, found);
    }

    boolean areAt(GatewayAccess access, String taskId) {
        Waits found = waits.get(taskId);
        return found != null && Waits.areAt(access, found);
    }
}
