package io.github.camelpika.observe;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelpika.model.CostUnit;
import io.github.camelpika.track.CostLine;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CostSeriesTest {

    private static CostLine line(int number, LocalDate day) {
        return new CostLine(day, "label" + number, "route", null, "pika", CostUnit.MICRO_USD, 1, 0, 0, number, 0);
    }

    @Test
    void thereAreNoMoreThanAHundredHoweverManyLabelsThereAre() {
        List<CostLine> lines = new ArrayList<>();
        for (int i = 1; i <= 10_000; i++) {
            lines.add(line(i, LocalDate.EPOCH));
        }
        Map<List<String>, CostLine> series = CostSeries.of("pika", lines);
        assertThat(series).hasSize(CostSeries.MOST);
        assertThat(series.values().stream().mapToLong(CostLine::spent).sum()).as("nothing is left out").isEqualTo(50_005_000);
        assertThat(series.keySet()).as("the largest are to themselves").anySatisfy(tags -> assertThat(tags).contains("label10000"))
                .anySatisfy(tags -> assertThat(tags).contains("others"))
                .noneSatisfy(tags -> assertThat(tags).contains("label1"));
    }

    @Test
    void whatDiffersInNothingThatIsShownIsOne() {
        assertThat(CostSeries.of("pika", List.of(line(1, LocalDate.EPOCH), line(1, LocalDate.EPOCH.plusDays(1))))).hasSize(1);
    }
}
