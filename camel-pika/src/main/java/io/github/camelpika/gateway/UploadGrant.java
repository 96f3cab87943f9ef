package io.github.camelpika.gateway;

import java.util.Map;

/**
 * Where a file may be put that a job is to start from.
 *
 * @param uploadUrl where to put it: whatever the gateway says, to be vetted before it is used
 * @param headers   to send with it, these and no others
 * @param url       what goes into the job
 */
public record UploadGrant(String uploadUrl, Map<String, String> headers, String url) {

    public UploadGrant {
        headers = Map.copyOf(headers);
    }
}
