package io.github.camelpika.download;

import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;

/**
 * A file as an honest CDN serves it, with Range and If-Range, until a test says otherwise.
 */
final class ServedFile implements FileServer.Handler {

    byte[] content;
    final Map<String, String> headers = new LinkedHashMap<>();
    /** Each answer takes one: after so many bytes of it the line breaks. */
    final Deque<Integer> cuts = new ArrayDeque<>();
    /** Each answer takes one, and is nothing else then. */
    final Deque<Integer> statuses = new ArrayDeque<>();
    boolean knowsIfRange = true;
    /** So much too early or too late a part starts. */
    int shift;
    /** What a part is called. */
    int partStatus = 206;
    /** Requests for a part that get the whole. */
    Predicate<Headers> wholeFor = headers -> false;
    Runnable afterACut = () -> { };

    ServedFile(byte[] content, String... headers) {
        this.content = content;
        this.headers.put("Content-Type", "video/mp4");
        for (int i = 0; i < headers.length; i += 2) {
            this.headers.put(headers[i], headers[i + 1]);
        }
    }

    ServedFile cut(Integer... after) {
        cuts.addAll(Arrays.asList(after));
        return this;
    }

    @Override
    public void answer(HttpExchange exchange) throws Exception {
        Integer status = statuses.poll();
        if (status != null) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        headers.forEach(exchange.getResponseHeaders()::set);
        String range = wholeFor.test(exchange.getRequestHeaders()) ? null : exchange.getRequestHeaders().getFirst("Range");
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        boolean same = !knowsIfRange || ifRange == null || ifRange.equals(headers.get("ETag"))
                || ifRange.equals(headers.get("Last-Modified"));
        int first = range == null || !same ? 0 : Integer.parseInt(range.replaceAll("\\D", "")) + shift;
        if (first >= content.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (range != null && same) {
            exchange.getResponseHeaders().set("Content-Range",
                    "bytes " + first + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(range != null && same ? partStatus : 200, content.length - first);
        Integer cut = cuts.poll();
        OutputStream out = exchange.getResponseBody();
        out.write(content, first, cut == null ? content.length - first : Math.min(cut, content.length - first));
        out.flush();
        if (cut != null) {
            afterACut.run();
        }
    }
}
