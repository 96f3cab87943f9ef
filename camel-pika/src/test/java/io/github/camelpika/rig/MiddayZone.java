package io.github.camelpika.rig;

import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * A time zone in which it is about midday now, so that no day ends in the middle of a test that runs in real time.
 */
public final class MiddayZone {

    private MiddayZone() {
    }

    public static String name() {
        return ZoneOffset.ofHours(12 - LocalTime.now(ZoneOffset.UTC).getHour()).getId();
    }
}
