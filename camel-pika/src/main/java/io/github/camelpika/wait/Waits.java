package io.github.camelpika.wait;

import java.util.List;

/**
 * Those who wait for tasks of one id. Hardly ever is that more than one, who then takes no memory for it: a wait is these
 * waits by itself.
 */
sealed interface Waits permits Wait, ManyWaits {

    static Waits add(Waits waits, Wait more) {
        return waits instanceof ManyWaits many ? many.with(more) : new ManyWaits().with((Wait) waits).with(more);
    }

    /**
     * @return null if nobody is left
     */
    static Waits remove(Waits waits, Wait gone) {
        return waits instanceof ManyWaits many ? many.without(gone) : waits == gone ? null : waits;
    }

    /**
     * All of them, as they are just now.
     */
    static List<Wait> all(Waits waits) {
        return waits instanceof ManyWaits many ? many.all() : List.of((Wait) waits);
    }

    /**
     * Those that wait for the task of one gateway, with one key. Another gateway may have given a task the same id.
     */
    static List<Wait> at(GatewayAccess access, Waits waits) {
        return waits instanceof ManyWaits many ? many.at(access)
                : ((Wait) waits).access() == access ? List.of((Wait) waits)
                : List.of();
    }

    /**
     * Whether there are any of those.
     */
    static boolean areAt(GatewayAccess access, Waits waits) {
        return waits instanceof ManyWaits many ? many.areAt(access) : ((Wait) waits).access() == access;
    }
}
