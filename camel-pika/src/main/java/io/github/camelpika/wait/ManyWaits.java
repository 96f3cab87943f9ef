package io.github.camelpika.wait;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Any number of waits for tasks of one id. Its lock is held for no longer than it takes to look, and no other is taken
 * under it.
 */
final class ManyWaits implements Waits {

    private final Map<GatewayAccess, Set<Wait>> waits = new LinkedHashMap<>(2);

    synchronized ManyWaits with(Wait more) {
        waits.computeIfAbsent(more.access(), access -> new LinkedHashSet<>()).add(more);
        return this;
    }

    /**
     * @return null if nobody is left
     */
    synchronized ManyWaits without(Wait gone) {
        waits.computeIfPresent(gone.access(), (access, there) -> there.remove(gone) && there.isEmpty() ? null : there);
        return waits.isEmpty() ? null : this;
    }

    synchronized List<Wait> all() {
        return waits.values().stream().flatMap(Collection::stream).toList();
    }

    synchronized List<Wait> at(GatewayAccess access) {
        return List.copyOf(waits.getOrDefault(access, Set.of()));
    }

    synchronized boolean areAt(GatewayAccess access) {
        return waits.containsKey(access);
    }
}
