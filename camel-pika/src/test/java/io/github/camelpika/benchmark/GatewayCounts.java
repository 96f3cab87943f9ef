package io.github.camelpika.benchmark;

import java.io.IOException;

/**
 * What a {@link CheapGateway} has seen.
 *
 * @param jobs   that were posted
 * @param twice  prompts of these that came more than once
 * @param told   tasks whose end was told
 * @param median of how late polls came, in milliseconds
 * @param late   the 99th percentile of that
 */
record GatewayCounts(long jobs, long twice, long told, long polls, double median, double late) {

    static GatewayCounts of(ChildJvm gateway) throws IOException {
        gateway.tell("stats");
        String[] fields = gateway.answer().split(" ");
        return new GatewayCounts(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]),
                Long.parseLong(fields[3]), Double.parseDouble(fields[4]), Double.parseDouble(fields[5]));
    }
}
