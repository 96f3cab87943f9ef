package io.github.camelpika.batch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;

/**
 * Which rows there are, and which have their line: the bean that ends the program.
 */
public class Ledger {

    private final Set<String> open = new LinkedHashSet<>();
    private final List<ResultLine> lines = new ArrayList<>();
    private final Runnable whenComplete;
    private Exception problem;

    Ledger(Runnable whenComplete) {
        this.whenComplete = whenComplete;
    }

    /**
     * @throws IllegalArgumentException if two rows have the same id: the second would never get a line
     */
    public synchronized void expect(@Body List<PromptRow> rows) {
        for (PromptRow row : rows) {
            if (!open.add(row.getId())) {
                throw new IllegalArgumentException("two rows have the id " + row.getId() + ": give each its own");
            }
        }
        endIfComplete();
    }

    public synchronized void written(@ExchangeProperty("line") ResultLine line) {
        lines.add(line);
        open.remove(line.row);
        endIfComplete();
    }

    public synchronized void unreadable(@ExchangeException Exception e) {
        problem = e;
        whenComplete.run();
    }

    private void endIfComplete() {
        if (open.isEmpty()) {
            whenComplete.run();
        }
    }

    synchronized List<ResultLine> lines() {
        return List.copyOf(lines);
    }

    /**
     * The rows without a line.
     */
    synchronized Set<String> open() {
        return Set.copyOf(open);
    }

    /**
     * Why the table could not be read, or null.
     */
    synchronized Exception problem() {
        return problem;
    }
}
