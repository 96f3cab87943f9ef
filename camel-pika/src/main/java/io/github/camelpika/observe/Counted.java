package io.github.camelpika.observe;

import java.util.List;

/**
 * What is counted, for the dev console, JMX and a registry of meters.
 */
public enum Counted {

    SUBMISSIONS(true, "submissions", "Submitted jobs, by outcome",
            "outcome", "accepted", "refused", "unknown", "withheld", "reattached"),
    POLLS(true, "polls", "Queries for tasks, by result",
            "result", "queued", "running", "succeeded", "failed", "cancelled", "error"),
    SLOW_DOWNS(true, "slow.downs", "How many times a gateway asked to slow down, by the kind of request",
            "call", "submission", "query"),
    TASKS(true, "tasks", "Tasks that were seen to end, or whose wait timed out",
            "state", "succeeded", "failed", "cancelled", "timed_out"),
    POINTS(true, "points", "Cost of ended tasks, in the gateway's points", null),
    REFUNDS(true, "refunds", "Points that were refunded", null),
    CALLBACKS(true, "callbacks", "Callbacks to webhooks, by what became of them",
            "outcome", "taken", "dropped", "refused", "postponed"),
    DOWNLOADS(false, "downloads", "Downloads, by outcome",
            "outcome", "whole", "failed", "stopped"),
    DOWNLOAD_BYTES(false, "download.bytes", "Bytes received by downloads", null),
    DOWNLOAD_RESUMES(false, "download.resumes", "Download attempts that resumed where an earlier one had stopped", null);

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
