package io.github.camelpika.download;

import java.time.Duration;

/**
 * When to give up on a file.
 *
 * @param maxSize in bytes
 * @param stall   the longest time without a byte, the time to connect included
 * @param total   the longest time in all, redirects included
 */
public record DownloadLimits(long maxSize, Duration stall, Duration total) {
}
