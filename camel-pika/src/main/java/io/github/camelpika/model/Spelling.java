package io.github.camelpika.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/**
 * Finds what somebody meant who misspelt a word.
 */
public final class Spelling {

    private Spelling() {
    }

    /**
     * The known word that is most like this one.
     */
    public static String nearest(String word, Collection<String> known) {
        return known.stream().min(byLikenessTo(word)).orElseThrow();
    }

    /**
     * The words that are most like this one come first. Capital letters make no difference.
     */
    public static Comparator<String> byLikenessTo(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return Comparator.comparingInt(other -> edits(other.toLowerCase(Locale.ROOT), lower));
    }

    /**
     * How many letters have to be added, taken away or replaced to make one word the other.
     */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
