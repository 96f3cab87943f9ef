package io.github.camelpika.process;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelpika.process.Journal.Entry;
import io.github.camelpika.process.Journal.Event;
import io.github.camelpika.simulator.RecordedRequest;
import io.github.camelpika.simulator.SimTask;
import io.github.camelpika.track.Claim;

/**
 * All that happened to one job, for whoever has to find out why.
 */
record History(Evidence evidence, String key) {

    @Override
    public String toString() {
        String lines = Stream.of(ofNodes(), ofTroubles(), ofGateway()).flatMap(each -> each).sorted()
                .collect(Collectors.joining("\n  "));
        return key + " (" + Claim.idOf(key) + "), and what befell its nodes:\n  " + lines + "\n  journals and logs: "
               + evidence.directory();
    }

    private Stream<String> ofNodes() {
        return evidence.entries().stream().filter(entry -> entry.key().equals(key) || isHaltedAtIt(entry))
                .map(Entry::toString);
    }

    private boolean isHaltedAtIt(Entry entry) {
        return entry.event() == Event.HALTED && evidence.keyIn(entry.detail()).filter(key::equals).isPresent();
    }

    private Stream<String> ofTroubles() {
        Set<String> lives = evidence.entries().stream().filter(entry -> entry.key().equals(key)).map(Entry::node)
                .collect(Collectors.toSet());
        return evidence.troubles().stream().filter(trouble -> lives.contains(trouble.node())).map(Trouble::toString);
    }

    private Stream<String> ofGateway() {
        Set<String> ids = evidence.tasks().stream().filter(task -> task.prompt().equals(key)).map(SimTask::id)
                .collect(Collectors.toSet());
        return evidence.requests().stream()
                .filter(request -> Evidence.prompt(request).equals(key) || ids.contains("" + request.taskId()))
                .map(History::line);
    }

    private static String line(RecordedRequest request) {
        return String.format("%d gateway %s -> %d %s %s", request.at().toEpochMilli(), request.operation(),
                request.status(), Objects.toString(request.fault(), ""), Objects.toString(request.taskId(), ""));
    }
}
