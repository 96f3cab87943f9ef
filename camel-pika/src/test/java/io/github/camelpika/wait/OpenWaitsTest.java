package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Waits that come and go in any order, beside a plain set of those that are there.
 */
class OpenWaitsTest {

    private static final int STEPS = 5_000;

    private final ScriptedGateway gateway = new ScriptedGateway().state("running");
    private final GatewayAccess[] accesses = { gateway.access(1_000), gateway.access(1_000), gateway.access(1_000) };
    private final Waiter waiter = new Waiter(gateway.timer, new Backoff(() -> 1));
    private final OpenWaits open = new OpenWaits();
    private final Set<Wait> model = new LinkedHashSet<>();

    private Wait wait(Random random) {
        WaitPolicy policy = new WaitPolicy(accesses[random.nextInt(accesses.length)], new FixedSchedule(Duration.ofSeconds(5)),
                Duration.ofMinutes(30), Duration.ofMinutes(15), Duration.ofMinutes(5), false);
        return new Wait(waiter, "task-" + random.nextInt(4), policy, Duration.ZERO, false, new WaitListener() {
            @Override
            public void changed(VideoTask task) {
                // nobody asks
            }

            @Override
            public void ended(WaitResult result) {
                // nobody ends it
            }
        });
    }

    private List<Wait> where(Predicate<Wait> which) {
        return model.stream().filter(which).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
    void areFoundByTheirTaskAndGatewayAsLongAsTheyAreThere(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            // now many of a task, now none
            boolean grows = step / 250 % 2 == 0;
            if (random.nextInt(10) < (grows ? 7 : 3)) {
                Wait more = wait(random);
                open.add(more);
                model.add(more);
            } else if (!model.isEmpty()) {
                Wait gone = new ArrayList<>(model).get(random.nextInt(model.size()));
                open.remove(gone);
                model.remove(gone);
                // one that is not there is none to stumble over
                open.remove(gone);
            }
            assertThat(open.all()).containsExactlyInAnyOrderElementsOf(model);
            String taskId = "task-" + random.nextInt(5);
            GatewayAccess access = accesses[random.nextInt(accesses.length)];
            assertThat(open.of(taskId)).containsExactlyInAnyOrderElementsOf(where(wait -> wait.taskId().equals(taskId)));
            List<Wait> there = where(wait -> wait.taskId().equals(taskId) && wait.access() == access);
            assertThat(open.at(access, taskId)).containsExactlyElementsOf(there);
            assertThat(open.areAt(access, taskId)).isEqualTo(!there.isEmpty());
        }
        List.copyOf(model).forEach(open::remove);
        assertThat(open.isEmpty()).isTrue();
    }
}
