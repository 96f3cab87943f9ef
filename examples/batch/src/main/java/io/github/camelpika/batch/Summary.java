package io.github.camelpika.batch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many rows ended how, and what they cost.
 */
final class Summary {

    private static final String ROW = "%-16s %6s %9s %9s %9s%n";

    private Summary() {
    }

    static String of(List<ResultLine> lines) {
        StringBuilder text = new StringBuilder(String.format(ROW, "State", "Rows", "Points", "Refund", "Cost"));
        Map<String, List<ResultLine>> byState
                = lines.stream().collect(Collectors.groupingBy(line -> line.state, TreeMap::new, Collectors.toList()));
        byState.forEach((state, those) -> text.append(row(state, those)));
        return text.append(row("all", lines)).toString();
    }

    private static String row(String title, List<ResultLine> lines) {
        long points = sum(lines, line -> line.points);
        long refund = sum(lines, line -> line.refund);
        return String.format(ROW, title, lines.size(), points, refund, points - refund);
    }

    /**
     * Not every gateway tells what it charged, and none does for a job that it refused.
     */
    private static long sum(List<ResultLine> lines, Function<ResultLine, Long> amount) {
        return lines.stream().map(amount).mapToLong(points -> points == null ? 0 : points).sum();
    }
}
