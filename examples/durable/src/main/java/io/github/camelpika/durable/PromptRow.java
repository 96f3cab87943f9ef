package io.github.camelpika.durable;

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
    @DataField(pos = 2, required = true)
    private String prompt;
    @DataField(pos = 3, trim = true)
    private String ratio;

    public String getId() {
        return id;
    }

    /**
     * The body for {@code pika:generate}, without a ratio where there is none: the option's default is for that.
     */
    public Map<String, String> getRequest() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("prompt", prompt);
        if (ratio != null && !ratio.isBlank()) {
            request.put("ratio", ratio);
        }
        return request;
    }
}
