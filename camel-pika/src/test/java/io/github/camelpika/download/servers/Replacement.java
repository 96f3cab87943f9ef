package io.github.camelpika.download.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;

/**
 * How a file may be published again while somebody downloads it.
 */
enum Replacement {

    /** With the same size, so soon that its date shows the same second. */
    SAME_SECOND(0, true, true),
    /** With the same size and date, as {@code cp -p} and {@code tar x} leave it. */
    KEPT_DATE(0, true, false),
    SHORTER(-100_000, false, false),
    LONGER(100_000, false, false),
    SAME_SIZE(0, false, false);

    private final int more;
    private final boolean keepsDate;
    private final boolean fraction;

    Replacement(int more, boolean keepsDate, boolean fraction) {
        this.more = more;
        this.keepsDate = keepsDate;
        this.fraction = fraction;
    }

    int size(int before) {
        return before + more;
    }

    /** In one step, as whoever publishes files does it. */
    void of(Path file, byte[] content) throws IOException {
        FileTime date = Files.getLastModifiedTime(file);
        Path next = Files.write(file.resolveSibling("next"), content);
        if (keepsDate) {
            Files.setLastModifiedTime(next, fraction ? FileTime.from(date.toInstant().plusNanos(1_000_000)) : date);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
