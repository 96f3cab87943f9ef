package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PikaIdempotencyTest extends PikaTest {

    @Test
    void theSameKeyAndBytesAreTheSameJob() throws IOException {
        JsonNode first = Client.json(createWithKey("k", CAT));
        HttpResponse<byte[]> second = createWithKey("k", CAT);

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(Client.json(second)).isEqualTo(first);
        assertThat(simulator.tasks()).hasSize(1);
    }

    @Test
    void anAnswerThatWasLostIsToldAgain() throws IOException {
        simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        assertThatThrownBy(() -> createWithKey("k", CAT)).isInstanceOf(IOException.class);

        JsonNode again = Client.json(createWithKey("k", CAT));

        assertThat(simulator.tasks()).extracting(SimTask::id).containsExactly(again.path("id").asText());
        assertThat(simulator.requests()).extracting(RecordedRequest::taskId).hasSize(2)
                .containsOnly(again.path("id").asText());
    }

    @Test
    void theSameKeyWithOtherBytesIsAConflict() throws IOException {
        createWithKey("k", CAT);

        HttpResponse<byte[]> other = createWithKey("k", "{\"prompt\": \"a cat\"}");

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(Client.json(other).at("/error/code").asText()).isNotBlank();
        assertThat(simulator.tasks()).hasSize(1);
    }

    @Test
    void theSameKeyAtAnotherApiIsAConflict() throws IOException {
        createWithKey("k", CAT);

        assertThat(create("pika/new/thing", CAT, "Idempotency-Key", "k").statusCode()).isEqualTo(409);
    }

    @Test
    void aFailedJobIsReplayedAndANewKeyIsANewTry() throws IOException {
        simulator.faults().next(Operation.GENERATE, Fault.FAILED_AT_CREATION_UNPAID);
        createWithKey("k", CAT);

        HttpResponse<byte[]> again = createWithKey("k", CAT);

        assertThat(again.statusCode()).isEqualTo(402);
        assertThat(Client.json(again).path("status").asText()).isEqualTo("failed");
        assertThat(Client.json(createWithKey("new", CAT)).path("status").asText()).isEqualTo("queued");
    }

    @Test
    void aRefusedRequestLeavesItsKeyUnused() throws IOException {
        assertThat(createWithKey("k", "{}").statusCode()).isEqualTo(422);

        assertThat(createWithKey("k", CAT).statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyIsForgottenAfterADay() throws IOException {
        createWithKey("k", CAT);
        clock.advanceSeconds(24 * 60 * 60);

        createWithKey("k", CAT);

        assertThat(simulator.tasks()).hasSize(2);
    }

    @Test
    void withoutAKeyEachPostIsAJob() throws IOException {
        create(TEXT, CAT);
        create(TEXT, CAT);

        assertThat(simulator.tasks()).hasSize(2);
    }

    @Test
    void postsAtOnceAreOneJob() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<HttpResponse<byte[]>> post = () -> createWithKey("k", CAT);
            List<Future<HttpResponse<byte[]>>> posts =
                    threads.invokeAll(Stream.generate(() -> post).limit(8).toList());
            for (Future<HttpResponse<byte[]>> posted : posts) {
                assertThat(posted.get().statusCode()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(simulator.tasks()).hasSize(1);
    }
}
