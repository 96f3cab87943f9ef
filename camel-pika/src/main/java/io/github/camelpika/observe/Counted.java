package io.github.camelpika.observe;

import java.util.List;

/**
 * What is counted, for the dev console, JMX and a registry of meters.
 */
public enum Counted {

    SUBMISSIONS(true, "submissions", "Jobs by what became of them",
            "outcome", "accepted", "refused", "unknown", "withheld", "reattached"),
    POLLS(true, "polls", "Queries by what they told",
            "result", "queued", "running", "succeeded", "failed", "cancelled", "error"),
    SLOW_DOWNS(true, "slow.downs", "How many times a gateway asked to slow down, by what it answered so",
            "call", "submission", "query"),
    TASKS(true, "tasks", "Tasks that were seen to end, or that were waited for in vain",
            "state", "succeeded", "failed", "cancelled", "timed_out"),
    POINTS(true, "points", "What ended tasks cost, in the gateway's points", null),
    REFUNDS(true, "refunds", "Points that were given back", null),
    DOWNLOADS(false, "downloads", "Files that were fetched, or could not be",
            "outcome", "whole", "failed", "stopped"),
    DOWNLOAD_BYTES(false, "download.bytes", "Bytes that came in downloads", null),
    DOWNLOAD_RESUMES(false, "download.resumes", "Tries that went on where an earlier one had broken off", null);

    private final boolean ofGateway;
    private final String label;
    private final String description;
    private final String detail;
    private final List<String> details;

    Counted(boolean ofGateway, String label, String description, String detail, String... details) {
        this.ofGateway = ofGateway;
        this.label = label;
        this.description = description;
        this.detail = detail;
        this.details = List.of(details);
    }

    /**
     * Whether each gateway has its own.
     */
    boolean isOfGateway() {
        return ofGateway;
    }

    /**
     * The name, its words parted by dots.
     */
    String label() {
        return label;
    }

    /**
     * What it is parted by beside the gateway, or null.
     */
    String detail() {
        return detail;
    }

    String description() {
        return description;
    }

    /**
     * Shows zero for all that may be counted, because whoever computes rates must see the first one come.
     */
    void begin(Meters meters, String gateway) {
        if (details.isEmpty()) {
            meters.count(this, gateway, null, 0);
        }
        details.forEach(each -> meters.count(this, gateway, each, 0));
    }
}
