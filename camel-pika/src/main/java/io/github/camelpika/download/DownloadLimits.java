package io.github.camelpika.download;

import java.time.Duration;

/**
 * When to give up on a file.
 *
 * @param maxSize the largest file, in bytes, over all tries
 * @param stall   the longest time without a byte, after which the next try goes on; the time to connect is included
 * @param total   the longest time in all, from the first try: tries, redirects, and the pauses between
 * @param late    how long, from the first try, an address that leads to no file yet is tried again
 */
public record DownloadLimits(long maxSize, Duration stall, Duration total, Duration late) {
}
