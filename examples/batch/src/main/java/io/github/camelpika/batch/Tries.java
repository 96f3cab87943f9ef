package io.github.camelpika.batch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.Header;
import org.apache.camel.Headers;

/**
 * Counts how often each row's file was tried to be fetched, so that the route knows its last chance. In memory, as the
 * queue is.
 */
public class Tries {

    private final Map<String, Integer> byRow = new ConcurrentHashMap<>();

    public void count(@Header("rowId") String row, @Headers Map<String, Object> headers) {
        headers.put("tries", byRow.merge(row, 1, Integer::sum));
    }
}
