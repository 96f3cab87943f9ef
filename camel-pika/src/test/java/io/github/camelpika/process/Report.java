package io.github.camelpika.process;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.camelpika.process.Journal.Event;

/**
 * The numbers of a run, for docs/reliability.adoc.
 */
record Report(Evidence evidence, Map<KillPoint, Integer> atPoints, int atAnyMoment, int kills) {

    static Report of(Evidence evidence, Killing killing) {
        return new Report(evidence, killing.atPoints(), killing.atAnyMoment(), killing.kills());
    }

    void print() throws IOException {
        String text = toString();
        Files.writeString(evidence.directory().resolve("report.txt"), text);
        System.out.println(text);
    }

    @Override
    public String toString() {
        Takeovers takeovers = Takeovers.of(evidence);
        long again = evidence.byKey(Event.BEGAN).values().stream().mapToLong(begins -> begins.size() - 1).sum();
        return String.join("\n",
                "kills: " + kills + ", " + atAnyMoment + " at any moment, at boundaries " + atPoints,
                "jobs: " + evidence.keys().size() + ", POSTs not provably refused: " + evidence.posts().size()
                        + ", accepted: " + evidence.tasks().size() + ", accepted twice: " + evidence.acceptedTwice().size()
                        + ", more than one such POST that the gateway can't know again: "
                        + evidence.postsThatMayBePaid().values().stream().filter(each -> each > 1).count(),
                "at the gateway at once: " + evidence.mostAtOnce().size() + " at the most",
                "reported UNKNOWN: " + Promise.reportedUnknown(evidence).size() + ", deliveries begun again: " + again,
                "deliveries taken over: " + Takeovers.summary(takeovers.deliveries()),
                "polls taken over: " + Takeovers.summary(takeovers.polls()),
                "unfinished submissions gone on with: " + Takeovers.summary(takeovers.submissions()),
                evidence.of(Event.DELIVERED).stream().map(end -> end.detail().split(" ")[0])
                        .collect(Collectors.groupingBy(state -> state, Collectors.counting())).toString(), "");
    }
}
