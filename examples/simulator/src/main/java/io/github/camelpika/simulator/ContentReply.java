package io.github.camelpika.simulator;

import java.util.Map;

/** Serves content as a CDN does: whole, or the one part asked for. */
final class ContentReply {

    private ContentReply() {}

    static Reply of(Call call, Content content, String type) {
        String etag = '"' + content.etag() + '"';
        Map<String, String> headers = Map.of("Content-Type", type, "ETag", etag, "Accept-Ranges", "bytes");
        RequestedPart part = part(call, etag, content.length());
        if (part instanceof RequestedPart.Unsatisfiable) {
            return Reply.plain(416, "Range Not Satisfiable").with("Content-Range", "bytes */" + content.length());
        }
        if (part instanceof RequestedPart.Range range) {
            long count = range.last() - range.first() + 1;
            return new Reply(206, headers, new ContentBody(content, range.first(), count))
                    .with("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + content.length());
        }
        return new Reply(200, headers, new ContentBody(content, 0, content.length()));
    }

    private static RequestedPart part(Call call, String etag, long length) {
        // A part of what the client no longer has would not fit its other parts.
        boolean unchanged = call.header("if-range").map(etag::equals).orElse(true);
        return call.header("range")
                .filter(range -> unchanged && call.method().equals("GET"))
                .map(range -> RequestedPart.of(range, length))
                .orElse(new RequestedPart.Whole());
    }
}
