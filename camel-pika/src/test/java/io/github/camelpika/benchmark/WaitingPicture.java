package io.github.camelpika.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws what a wait takes, from the table of docs/benchmarks.adoc that {@link WaitingBenchmark} has printed.
 */
public final class WaitingPicture {

    private static final String TABLE = "[#waiting-table";
    private static final String END = "|===";
    private static final int WHAT = 0;
    private static final int WAITS = 1;
    private static final int HEAP = 2;
    private static final int THREADS = 4;
    private static final int LEFT = 330;
    private static final int WIDTH = 470;
    private static final int ROW = 34;
    private static final int TOP = 60;
    private static final String OURS = "#2f6fb3";
    private static final String THEIRS = "#999";

    private WaitingPicture() {
    }

    /**
     * The picture as SVG.
     *
     * @param document that has the table
     */
    public static String draw(List<String> document) {
        List<String[]> rows = rows(document);
        int below = TOP + rows.size() * ROW + 60;
        int height = below + rows.size() * ROW + 40;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 %1$d" font-family="Helvetica, Arial, sans-serif" \
                font-size="14">
                  <title>What a wait takes</title>
                  <rect width="900" height="%1$d" fill="#fff"/>
                """, height));
        chart(svg, TOP, "heap for each wait, in bytes (each gap between lines is ten times as much)", rows, HEAP, 10);
        chart(svg, below, "threads of the process", rows, THREADS, 1);
        return svg.append("</svg>\n").toString();
    }

    private static List<String[]> rows(List<String> document) {
        int table = 0;
        while (!document.get(table).startsWith(TABLE)) {
            table++;
        }
        List<String[]> rows = new ArrayList<>();
        // after the lines that begin the table and name its columns
        for (String line : document.subList(table + 3, document.size())) {
            if (line.equals(END)) {
                return rows;
            }
            if (line.startsWith("|")) {
                rows.add(line.substring(1).split("\\|"));
            }
        }
        throw new IllegalArgumentException("The table of waits has no end");
    }

    private static void chart(StringBuilder svg, int top, String title, List<String[]> rows, int column, int least) {
        svg.append(text(LEFT, top - 25, "start", "#222", title));
        double most = rows.stream().mapToDouble(row -> number(row[column])).max().orElseThrow();
        int decades = (int) Math.ceil(Math.log10(most / least));
        for (int decade = 0; decade <= decades; decade++) {
            svg.append(String.format(Locale.ROOT, "  <path d=\"M%d %dv%d\" stroke=\"#ddd\"/>\n",
                    LEFT + decade * WIDTH / decades, top - 10, rows.size() * ROW));
        }
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            double length = Math.max(1, WIDTH * Math.log10(Math.max(1, number(row[column]) / least)) / decades);
            int y = top + i * ROW;
            svg.append(text(LEFT - 12, y + 14, "end", "#222", plain(row[WHAT]) + ", " + row[WAITS].strip()));
            svg.append(String.format(Locale.ROOT, "  <rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"20\" fill=\"%s\"/>\n", LEFT, y,
                    length, row[WHAT].startsWith("*") ? OURS : THEIRS));
            svg.append(text((int) (LEFT + length) + 8, y + 15, "start", "#444", row[column].strip()));
        }
    }

    private static String text(int x, int y, String anchor, String colour, String text) {
        return "  <text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\" fill=\"" + colour + "\">" + text
               + "</text>\n";
    }

    private static String plain(String what) {
        return what.replaceAll("[*`]", "").strip();
    }

    private static double number(String cell) {
        return Double.parseDouble(cell.replace(",", "").strip());
    }
}
