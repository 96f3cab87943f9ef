package io.github.camelpika.batch;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.dataformat.bindy.annotation.CsvRecord;
import org.apache.camel.dataformat.bindy.annotation.DataField;

/**
 * A row of the table of prompts. Its fields are filled by Bindy.
 */
@CsvRecord(separator = ",", quote = "\"", skipFirstLine = true)
public class PromptRow {

    @DataField(pos = 1, required = true, trim = true)
    private String id;
    @DataField(pos = 2, required = true, trim = true)
    private String campaign;
    @DataField(pos = 3, required = true)
    private String prompt;
    @DataField(pos = 4, trim = true)
    private String ratio;
    @DataField(pos = 5, trim = true)
    private String style;

    public String getId() {
        return id;
    }

    public String getCampaign() {
        return campaign;
    }

    /**
     * The body for {@code pika:generate}. A field that is empty is left out: the option's default is for it.
     */
    public Map<String, String> getRequest() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("prompt", prompt);
        putIfThere(request, "ratio", ratio);
        putIfThere(request, "style", style);
        return request;
    }

    private static void putIfThere(Map<String, String> request, String option, String value) {
        if (value != null && !value.isBlank()) {
            request.put(option, value);
        }
    }
}
