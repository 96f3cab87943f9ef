package io.github.camelpika.gateway;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.Texts;

/**
 * What an answer has where the address of a file belongs.
 *
 * @param url      the address, as it can be fetched, or null
 * @param unusable what is there instead, and can't be made one, or null
 */
record Found(String url, String unusable) {

    static final Found NOTHING = new Found(null, null);

    /** What is written there until there is an address, or for none. */
    private static final Set<String> NONE = Set.of("null", "none", "undefined", "nil", "n/a", "-", "pending", "processing");

    /** An object that stands for a file has its address here. */
    private static final String[] INSIDE = { "url", "video_url", "videoUrl", "download_url", "resultUrl", "result_url", "href" };
    /** Where a file is that stands in an object or a list; as a text it may be the request's own video. */
    private static final String[] HOLDERS = { "video_urls", "videoUrls", "urls", "video", "videos", "output", "outputs", "result", "task_result" };

    /**
     * The same, or else the address in an object or a list that stands for the file.
     */
    static Found anywhereIn(JsonNode node, URI baseUri, String... fields) {
        Found found = in(node, baseUri, fields);
        for (String holder : HOLDERS) {
            JsonNode held = node.path(holder);
            if (found.url == null && held.isContainerNode()) {
                found = found.or(of(held, baseUri));
            }
        }
        return found;
    }

    /**
     * The first of the fields that has a usable address, else what is unusable in one of them.
     */
    static Found in(JsonNode node, URI baseUri, String... fields) {
        Found found = NOTHING;
        for (String field : fields) {
            Found next = of(node.path(field), baseUri);
            if (next.url != null) {
                return next;
            }
            found = found.unusable == null ? next : found;
        }
        return found;
    }

    /**
     * A list of addresses gives its first, and an object the one in it.
     */
    static Found of(JsonNode value, URI baseUri) {
        if (value.isArray()) {
            return of(value.path(0), baseUri);
        }
        if (value.isObject()) {
            return in(value, baseUri, INSIDE);
        }
        if (!value.isTextual() || value.textValue().isBlank() || NONE.contains(value.textValue().strip().toLowerCase(Locale.ROOT))) {
            return NOTHING;
        }
        String url = Urls.usable(value.textValue(), baseUri);
        return url == null ? new Found(null, Texts.clean(value.textValue())) : new Found(url, null);
    }

    /**
     * This, or the other one if it says more.
     */
    Found or(Found other) {
        return url != null || other.url == null && unusable != null ? this : other;
    }
}
