package io.github.camelpika.benchmark;

import java.util.ArrayList;
import java.util.List;

import io.github.camelpika.benchmark.BarChart.Panel;
import io.github.camelpika.benchmark.BarChart.Series;

/**
 * The pictures of docs/benchmarks.adoc, each drawn from a table there that a benchmark has printed.
 */
public enum BenchmarkPicture {

    DELAY("polling-delay.svg", "polling-table", "How late an end is noticed", new int[] { 0 },
            Panel.of("mean time from a task's end until it is noticed, in seconds", new Series(2, "fixed", false),
                    new Series(4, "adaptive", true))),

    WAITING("waiting.svg", "waiting-table", "What a wait takes", new int[] { 0, 1 },
            Panel.ofDecades("heap for each wait, in bytes (from line to line ten times as much)", 10, Series.of(2)),
            Panel.ofDecades("threads of the process", 1, Series.of(4))),

    CYCLE("cycle.svg", "cycle-table", "What a cycle takes", new int[] { 0 },
            Panel.of("CPU of a cycle, in ms", Series.of(1)), Panel.of("a cycle takes, in ms", Series.of(3))),

    BATCH("batch.svg", "batch-table", "A batch through one queue", new int[] { 0 },
            Panel.of("tasks a second", new Series(1, "", true)), Panel.of("CPU of the node, in ms a task", new Series(5, "", true))),

    DOWNLOADS("downloads.svg", "downloads-table", "Downloads of 1 GiB", new int[] { 0 },
            Panel.of("MiB a second", Series.of(4)));

    private final String file;
    private final String table;
    private final String title;
    private final int[] names;
    private final List<Panel> panels;

    BenchmarkPicture(String file, String table, String title, int[] names, Panel... panels) {
        this.file = file;
        this.table = table;
        this.title = title;
        this.names = names;
        this.panels = List.of(panels);
    }

    /**
     * Its name in docs/.
     */
    public String file() {
        return file;
    }

    /**
     * The picture as SVG.
     *
     * @param document that has the table
     */
    public String draw(List<String> document) {
        return new BarChart(rows(document), names).draw(title, panels);
    }

    /**
     * Without the line that names the columns.
     */
    private List<String[]> rows(List<String> document) {
        List<String[]> rows = new ArrayList<>();
        int line = 0;
        while (!document.get(line).startsWith("[#" + table + ",")) {
            line++;
        }
        // the line above the table, the one that begins it, and the names of its columns
        for (line += 3; !document.get(line).equals("|==="); line++) {
            if (document.get(line).startsWith("|")) {
                rows.add(document.get(line).substring(1).split("\\|", -1));
            }
        }
        return rows;
    }
}
