package io.github.camelpika.observe.board;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.wait.LearnedDuration;

/**
 * How long tasks take, as curves: which share of them is done after so many seconds.
 */
final class LearnedView {

    /** Twenty corners make a curve, and a hundredth at each end says nothing. */
    private static final double[] SHARES = IntStream.rangeClosed(0, 20).mapToDouble(i -> 0.01 + i * 0.049).toArray();
    private static final int MOST = 12;

    private final List<ComponentServices> components;

    LearnedView(List<ComponentServices> components) {
        this.components = components;
    }

    List<Map<String, Object>> json() {
        return components.stream().flatMap(component -> component.learned().all().stream()
                .filter(learned -> learned.samples() > 0 && !isSameAsOther(component, learned))
                .sorted(Comparator.comparingLong(LearnedDuration::samples).reversed()).limit(MOST)
                .map(learned -> curve(component, learned))).toList();
    }

    /** All tasks of a gateway, where all are of one kind. */
    private static boolean isSameAsOther(ComponentServices component, LearnedDuration learned) {
        return learned.kind().equals(JobKind.ANY) && component.learned().all().stream().anyMatch(other -> !other.kind().equals(JobKind.ANY)
                && other.gateway().equals(learned.gateway()) && other.samples() == learned.samples());
    }

    private static Map<String, Object> curve(ComponentServices component, LearnedDuration learned) {
        List<List<Object>> points = component.learned().quantiles(learned.gateway(), learned.kind(), SHARES).entrySet().stream()
                .map(each -> List.<Object> of(seconds(each.getValue()), Math.round(each.getKey() * 1_000) / 1_000.0)).toList();
        return BoardView.known("component", component.name(), "gateway", learned.gateway(),
                "title", Gateway.named(learned.gateway()).title(),
                "model", new KeyScrub(component.options().getApiKey()).scrub(learned.kind().model()),
                "input", learned.kind().input() == null ? null : TaskCard.word(learned.kind().input()),
                "samples", learned.samples(), "tenth", seconds(learned.tenth()), "median", seconds(learned.median()),
                "ninth", seconds(learned.ninth()), "points", points);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 100 / 10.0;
    }
}
