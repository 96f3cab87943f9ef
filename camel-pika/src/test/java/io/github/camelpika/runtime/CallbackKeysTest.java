package io.github.camelpika.runtime;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import io.github.camelpika.gateway.SignedCallback;
import io.github.camelpika.rig.CallbackSigner;
import io.github.camelpika.runtime.CallbackKeys.Verdict;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelpika.runtime.CallbackKeys.Verdict.FORGED;
import static io.github.camelpika.runtime.CallbackKeys.Verdict.GENUINE;
import static io.github.camelpika.runtime.CallbackKeys.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallbackKeysTest {

    private static final URI ADDRESS = URI.create("https://keys.example/jwks.json");

    private final VirtualTimer timer = new VirtualTimer();
    private final CallbackSigner gateway = new CallbackSigner();
    private final CallbackSigner stranger = new CallbackSigner();
    private final Deque<Runnable> toDo = new ArrayDeque<>();
    private String published = CallbackSigner.published(gateway);
    private int fetches;
    private final CallbackKeys keys = new CallbackKeys(ADDRESS, () -> {
        fetches++;
        if (published == null) {
            throw new IOException("HTTP 500");
        }
        return published;
    }, toDo::add, timer);

    private CompletableFuture<Verdict> check(CallbackSigner signer) {
        return keys.check(new SignedCallback("four lines".getBytes(StandardCharsets.UTF_8), signer.sign("four lines"), timer.now()));
    }

    private Verdict verdict(CallbackSigner signer) {
        CompletableFuture<Verdict> verdict = check(signer);
        fetch();
        return verdict.join();
    }

    private void fetch() {
        while (!toDo.isEmpty()) {
            toDo.poll().run();
        }
    }

    @Test
    void keysAreFetchedOnceAndLastADay() {
        for (int i = 0; i < 100; i++) {
            assertThat(verdict(gateway)).isEqualTo(GENUINE);
        }
        timer.advance(Duration.ofDays(1).minusSeconds(1));
        assertThat(verdict(gateway)).isEqualTo(GENUINE);
        assertThat(fetches).isEqualTo(1);
        timer.advance(Duration.ofSeconds(1));
        assertThat(verdict(gateway)).isEqualTo(GENUINE);
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void keysThatCannotBeFetchedAnewAreNotBelievedForLongerThanADay() {
        verdict(gateway);
        published = null;
        timer.advance(Duration.ofDays(1));
        assertThat(verdict(gateway)).isEqualTo(UNKNOWN);
    }

    @Test
    void forgeriesHaveTheKeysFetchedOnceAMinute() {
        for (int second = 0; second < 600; second++) {
            assertThat(verdict(stranger)).isEqualTo(FORGED);
            timer.advance(Duration.ofSeconds(1));
        }
        assertThat(fetches).isEqualTo(10);
    }

    @Test
    void aNewKeyOfTheGatewayIsFound() {
        verdict(gateway);
        CallbackSigner fresh = new CallbackSigner();
        published = CallbackSigner.published(stranger, gateway, fresh);
        assertThat(verdict(fresh)).as("within the minute").isEqualTo(FORGED);
        timer.advance(Duration.ofMinutes(1));
        assertThat(verdict(fresh)).isEqualTo(GENUINE);
        assertThat(verdict(gateway)).isEqualTo(GENUINE);
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aKeyThatIsNoLongerPublishedIsForgottenWithTheNextFetch() {
        verdict(gateway);
        published = CallbackSigner.published(stranger);
        timer.advance(Duration.ofMinutes(1));
        verdict(stranger);
        assertThat(verdict(gateway)).isEqualTo(FORGED);
    }

    @ParameterizedTest
    @ValueSource(strings = { "<html>", "{\"keys\":[]}", "" })
    void whileTheKeysCannotBeHadNobodyCanTell(String answer) {
        published = answer.isEmpty() ? null : answer;
        assertThat(verdict(gateway)).isEqualTo(UNKNOWN);
        assertThat(verdict(stranger)).isEqualTo(UNKNOWN);
        assertThat(fetches).as("within the minute").isEqualTo(1);
        published = CallbackSigner.published(gateway);
        timer.advance(Duration.ofMinutes(1));
        assertThat(verdict(gateway)).isEqualTo(GENUINE);
    }

    @Test
    void aFailedFetchLeavesTheKeysThatAreKnown() {
        verdict(gateway);
        published = null;
        timer.advance(Duration.ofMinutes(1));
        assertThat(verdict(stranger)).as("it may be a new key").isEqualTo(UNKNOWN);
        assertThat(verdict(gateway)).isEqualTo(GENUINE);
    }

    @Test
    void whoComesMeanwhileWaitsForTheSameFetchAndHoldsNoThread() {
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            verdicts.add(check(gateway));
        }
        assertThat(verdicts.stream().filter(verdict -> !verdict.isDone())).as("each holds a body in memory").hasSize(100);
        assertThat(toDo).hasSize(1);
        fetch();
        assertThat(verdicts.stream().map(CompletableFuture::join).filter(GENUINE::equals)).hasSize(100);
        assertThat(verdicts.stream().map(CompletableFuture::join).filter(UNKNOWN::equals)).hasSize(900);
        assertThat(verdict(gateway)).as("there is room again").isEqualTo(GENUINE);
    }

    @Test
    void aStopLetsNobodyWait() {
        CompletableFuture<Verdict> waiting = check(gateway);
        keys.stop();
        assertThat(waiting).isCompletedWithValue(UNKNOWN);
    }

    @Test
    void anErrorLeavesNobodyWaiting() {
        CallbackKeys broken = new CallbackKeys(ADDRESS, () -> {
            throw new StackOverflowError();
        }, toDo::add, timer);
        CompletableFuture<Verdict> waiting = broken.check(new SignedCallback(new byte[1], new byte[64], timer.now()));
        assertThatThrownBy(this::fetch).isInstanceOf(StackOverflowError.class);
        assertThat(waiting).isCompletedWithValue(UNKNOWN);
    }

    @Test
    void withoutAThreadNobodyCanTell() {
        CallbackKeys stopping = new CallbackKeys(ADDRESS, () -> published, task -> {
            throw new RejectedExecutionException();
        }, timer);
        assertThat(stopping.check(new SignedCallback(new byte[1], new byte[64], timer.now()))).isCompletedWithValue(UNKNOWN);
    }
}
