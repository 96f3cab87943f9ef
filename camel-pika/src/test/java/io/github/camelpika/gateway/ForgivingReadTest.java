package io.github.camelpika.gateway;

import java.time.Instant;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ForgivingReadTest {

    @Test
    void numbersMayBeStringsAndStringsNumbers() {
        VideoTask flat = Samples.envelope("{'state':'running','prompt':42,'point':400,'refund':'400.0',"
                                          + "'create_time':1741587817,'update_time':'1741588049'}");
        assertThat(flat.prompt()).isEqualTo("42");
        assertThat(flat.points()).isEqualTo(400);
        assertThat(flat.refund()).isEqualTo(400);
        assertThat(flat.createdAt()).isEqualTo(Instant.ofEpochSecond(1741587817));
        assertThat(flat.updatedAt()).isEqualTo(Instant.ofEpochSecond(1741588049));

        VideoTask nested = Samples.plain("{'videos':[{'status':'finished','progress':'100','seed':'3183047765',"
                                            + "'duration':'5.5','resultUrl':'https://h/v.mp4'}]}");
        assertThat(nested.progress()).isEqualTo(100);
        assertThat(nested.video().seed()).isEqualTo(3183047765L);
        assertThat(nested.video().duration()).isEqualTo(5.5);
    }

    @ParameterizedTest
    @ValueSource(longs = { 0, (1L << 31) + 1, (1L << 53) + 1, Long.MAX_VALUE })
    void seedsAreExact(long seed) {
        for (String written : new String[] { "" + seed, "'" + seed + "'" }) {
            assertThat(Samples.plain("{'videos':[{'status':'finished','resultUrl':'https://h/v.mp4','seed':" + written
                                        + "}]}").video().seed()).isEqualTo(seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "18446744073709551615", "'18446744073709551615'", "1e300", "1e999", "'NaN'", "true", "[1]",
            "{'a':1}", "'x'", "null" })
    void seedThatFitsNoLongIsLeftOutRatherThanWrong(String seed) {
        VideoTask task = Samples.plain("{'videos':[{'status':'finished','resultUrl':'https://h/v.mp4','seed':" + seed
                                          + "}]}");

        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.video().seed()).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "30,30", "'30',30", "'30%',30", "' 30 % ',30", "29.6,30", "-5,0", "250,100", "'x%',", "'',", "true,",
            "null,", "'%'," })
    void progressIsKeptWithinAHundred(String written, Integer progress) {
        for (String quote : new String[] { "", "'" }) {
            if (!quote.isEmpty() || written.matches("-?[\\d.]+|true|null")) {
                assertThat(Samples.plain("{'videos':[{'status':'pending','progress':" + quote + written + quote + "}]}")
                        .progress()).isEqualTo(progress);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "0.42,42", "1,100", "0,0", "55,55" })
    void runwayCountsToOne(String written, int progress) {
        assertThat(Samples.plain("{'status':'RUNNING','createdAt':'x','progress':" + written + "}").progress())
                .isEqualTo(progress);
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-1", "99999999999999999999", "99999999999999999", "'soon'", "[]" })
    void impossibleTimesAreNone(String time) {
        assertThat(Samples.envelope("{'create_time':" + time + "}").createdAt()).isNull();
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void spacesWithoutEndAreReadInNoTime() {
        String spaces = " ".repeat(900_000);

        assertThat(Samples.plain("{'videos':[{'status':'pending','progress':'1" + spaces + "x'}]}").progress())
                .isNull();
    }
}
