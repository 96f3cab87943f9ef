package io.github.camelpika.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws bars as SVG: for each row of a table one or more, with the number beside it.
 */
final class BarChart {

    private static final int LEFT = 450;
    private static final int WIDTH = 350;
    private static final int BAR = 20;
    private static final int GAP = 14;
    private static final int TOP = 60;
    private static final int TITLE = 25;
    private static final String OURS = "#2f6fb3";
    private static final String THEIRS = "#999";
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9,]*(\\.[0-9]+)?");

    private final List<String[]> rows;
    private final int[] names;
    private final StringBuilder svg = new StringBuilder();
    private int y = TOP;

    /**
     * Bars side by side with the same measure.
     *
     * @param least where the scale begins that has the same distance for ten times as much; 0 for a scale in equal steps
     */
    record Panel(String title, double least, List<Series> series) {

        static Panel of(String title, Series... series) {
            return new Panel(title, 0, List.of(series));
        }

        static Panel ofDecades(String title, double least, Series... series) {
            return new Panel(title, least, List.of(series));
        }
    }

    /**
     * A column of the table.
     *
     * @param name is told beside the number; empty where there is but one
     * @param ours whether it is this component's; null where rows are, those in bold
     */
    record Series(int column, String name, Boolean ours) {

        static Series of(int column) {
            return new Series(column, "", null);
        }
    }

    /**
     * @param names the columns that say what a row is of
     */
    BarChart(List<String[]> rows, int... names) {
        this.rows = rows;
        this.names = names;
    }

    String draw(String title, List<Panel> panels) {
        panels.forEach(this::add);
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 %1$d" font-family="Helvetica, Arial, sans-serif" \
                font-size="14">
                  <title>%2$s</title>
                  <rect width="900" height="%1$d" fill="#fff"/>
                """, y - TITLE, title) + svg + "</svg>\n";
    }

    private void add(Panel panel) {
        text(LEFT, y - TITLE, "start", "#222", panel.title);
        double most = rows.stream().flatMap(row -> panel.series.stream().map(each -> number(row[each.column])))
                .mapToDouble(Double::doubleValue).max().orElseThrow();
        int height = rows.size() * (panel.series.size() * BAR + GAP);
        int decades = panel.least == 0 ? 1 : (int) Math.ceil(Math.log10(most / panel.least));
        for (int line = 0; line <= (panel.least == 0 ? 0 : decades); line++) {
            svg.append(String.format(Locale.ROOT, "  <path d=\"M%d %dv%d\" stroke=\"#ddd\"/>\n", LEFT + line * WIDTH / decades, y - 10, height));
        }
        for (String[] row : rows) {
            text(LEFT - 12, y + panel.series.size() * BAR / 2 + 4, "end", "#222", name(row));
            for (Series each : panel.series) {
                double number = number(row[each.column]);
                double share = panel.least == 0 ? number / most : Math.log10(Math.max(1, number / panel.least)) / decades;
                bar(Math.max(1, WIDTH * share), each.ours == null ? row[0].startsWith("*") : each.ours,
                        (plain(row[each.column]) + " " + each.name).strip());
            }
            y += GAP;
        }
        y += TOP;
    }

    private void bar(double length, boolean ours, String told) {
        svg.append(String.format(Locale.ROOT, "  <rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n", LEFT, y, length,
                BAR - 2, ours ? OURS : THEIRS));
        text((int) (LEFT + length) + 8, y + 14, "start", "#444", told);
        y += BAR;
    }

    private void text(int x, int at, String anchor, String colour, String text) {
        svg.append("  <text x=\"").append(x).append("\" y=\"").append(at).append("\" text-anchor=\"").append(anchor)
                .append("\" fill=\"").append(colour).append("\">").append(text).append("</text>\n");
    }

    private String name(String[] row) {
        StringBuilder name = new StringBuilder(plain(row[names[0]]));
        for (int i = 1; i < names.length; i++) {
            name.append(", ").append(plain(row[names[i]]));
        }
        return name.toString();
    }

    private static String plain(String cell) {
        return cell.replaceAll("[*`]", "").strip();
    }

    private static double number(String cell) {
        Matcher number = NUMBER.matcher(cell);
        if (!number.find()) {
            throw new IllegalArgumentException("'" + cell + "' has no number to draw");
        }
        return Double.parseDouble(number.group().replace(",", ""));
    }
}
