package io.github.camelpika;

/**
 * What is counted, for the dev console, JMX and a registry of meters.
 */
enum Counted {

    SUBMISSIONS("submissions", "outcome", "Jobs by what became of them"),
    POLLS("polls", "result", "Queries by what they told"),
    SLOW_DOWNS("slow.downs", "call", "How many times a gateway asked to slow down, by what it answered so"),
    TASKS("tasks", "state", "Tasks that were seen to end, or that were waited for in vain"),
    POINTS("points", null, "What ended tasks cost, in the gateway's points"),
    REFUNDS("refunds", null, "Points that were given back"),
    DOWNLOADS("downloads", "outcome", "Files that were fetched, or could not be"),
    DOWNLOAD_BYTES("download.bytes", null, "Bytes that came in downloads"),
    DOWNLOAD_RESUMES("download.resumes", null, "Tries that went on where an earlier one had broken off");

    private final String label;
    private final String detail;
    private final String description;

    Counted(String label, String detail, String description) {
        this.label = label;
        this.detail = detail;
        this.description = description;
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
}
