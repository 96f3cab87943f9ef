package io.github.camelpika.runtime;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelpika.wait.Flight;
import io.github.camelpika.wait.GatewayAccess;

/**
 * How it stands at the door of one gateway with one key.
 *
 * @param gateway  its name
 * @param where    its address
 * @param standing how many jobs of this process wait for a place or for their turn
 * @param inFlight the tasks beyond the door
 */
public record DoorView(String gateway, String where, int standing, TasksInFlight inFlight) {

    /**
     * One for all accesses that go through the same door.
     */
    static List<DoorView> of(Collection<GatewayAccess> accesses) {
        Map<Flight, DoorView> doors = new LinkedHashMap<>();
        for (GatewayAccess access : accesses) {
            doors.merge(access.flight(), new DoorView(access.gateway().name(), access.baseUri().toString(), access.standing(),
                    (TasksInFlight) access.flight()),
                    (one, more) -> new DoorView(one.gateway, one.where, one.standing + more.standing, one.inFlight));
        }
        return List.copyOf(doors.values());
    }
}
