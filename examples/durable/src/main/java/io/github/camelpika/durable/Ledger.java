package io.github.camelpika.durable;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelpika.PikaConstants;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;

/**
 * Which rows have no line yet: the bean that ends the program. Nothing of it has to outlive the process.
 */
public class Ledger {

    private final Set<String> done;
    private final Set<String> open = new LinkedHashSet<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private final Runnable whenOver;
    private boolean allSubmitted;
    private int posted;
    private int reattached;

    /**
     * @param done     the rows that an earlier run has written a line for
     * @param whenOver told when nothing more will happen in this run
     */
    Ledger(List<String> done, Runnable whenOver) {
        this.done = new HashSet<>(done);
        this.whenOver = whenOver;
    }

    /**
     * @return                          the rows without a line
     * @throws IllegalArgumentException if two rows have the same id, as they would have the same key
     */
    public synchronized List<PromptRow> open(@Body List<PromptRow> rows) {
        Set<String> ids = new HashSet<>();
        for (PromptRow row : rows) {
            if (!ids.add(row.getId())) {
                throw new IllegalArgumentException("two rows have the id " + row.getId() + ": give each its own");
            }
        }
        List<PromptRow> those = rows.stream().filter(row -> !done.contains(row.getId())).toList();
        those.forEach(row -> open.add(row.getId()));
        return those;
    }

    public synchronized void submitted(@Header(PikaConstants.REATTACHED) Boolean again) {
        if (Boolean.TRUE.equals(again)) {
            reattached++;
        } else {
            posted++;
        }
    }

    /**
     * Lines may be written by then: tasks of an earlier run end when they like.
     */
    public synchronized void allSubmitted() {
        allSubmitted = true;
        endIfOver();
    }

    public synchronized void written(@Header("row") String row) {
        done.add(row);
        open.remove(row);
        endIfOver();
    }

    /**
     * Nothing more happens to the row until the next run.
     */
    public synchronized void notSubmitted(@Header("row") String row, @ExchangeException Exception e) {
        problems.put("row " + row, e.getMessage());
        open.remove(row);
    }

    public synchronized void unreadable(@ExchangeException Exception e) {
        problems.put("the table", e.getMessage());
        whenOver.run();
    }

    private void endIfOver() {
        if (allSubmitted && open.isEmpty()) {
            whenOver.run();
        }
    }

    synchronized boolean isComplete() {
        return open.isEmpty() && problems.isEmpty();
    }

    synchronized String summary() {
        StringBuilder text = new StringBuilder(String.format(
                "%d rows have their line. In this run %d were posted, and %d met the task that an earlier run had posted.%n",
                done.size(), posted, reattached));
        problems.forEach((what, why) -> text.append("Not done: ").append(what).append(": ").append(why)
                .append(System.lineSeparator()));
        open.forEach(row -> text.append("Not done: row ").append(row).append(System.lineSeparator()));
        return text.toString();
    }
}
