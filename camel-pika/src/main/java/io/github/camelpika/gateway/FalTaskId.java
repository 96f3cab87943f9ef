package io.github.camelpika.gateway;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.util.stream.Collectors.joining;

/**
 * The id of a task at fal. Its addresses have the app of the model in them, so the id must tell it, also to a process that
 * has not submitted the task: {@code <request id>} for those of Pika, which is what fal's console shows, and
 * {@code <app>/<request id>} for any other. What stands in an address, {@code <app>/requests/<request id>}, is taken, too.
 *
 * @param app       the first parts of the model's id
 * @param requestId fal's own
 */
record FalTaskId(String app, String requestId) {

    private static final String PIKA = "fal-ai/pika";
    private static final String REQUESTS = "/requests/";
    private static final Set<String> NAMESPACES = Set.of("workflows", "comfy");
    private static final Pattern ADDRESS = Pattern.compile("/((?:[^/]+/)+[^/]+)" + REQUESTS + "([^/]+)(?:/[a-z]+)?");

    static FalTaskId parse(String taskId) {
        int slash = taskId.lastIndexOf('/');
        String app = slash <= 0 ? PIKA : taskId.substring(0, slash);
        return new FalTaskId(app.endsWith("/requests") ? app.substring(0, app.length() - "/requests".length()) : app,
                taskId.substring(slash + 1));
    }

    /**
     * That of a task of this model, where the answer has no address of it that can be used.
     */
    static FalTaskId of(String model, String requestId) {
        String[] parts = model.split("/");
        int most = NAMESPACES.contains(parts[0]) ? 3 : 2;
        return new FalTaskId(Stream.of(parts).limit(most).collect(joining("/")), requestId);
    }

    /**
     * That of a task of which only the request's id is known.
     *
     * @param expected the task that it may be; or null
     * @param model    what was submitted, as the request has it: an id of fal's, or one of our names for Pika's; or null
     */
    static FalTaskId calledBack(String requestId, String expected, String model) {
        FalTaskId same = expected == null ? null : parse(expected);
        if (same != null && same.requestId.equals(requestId)) {
            return same;
        }
        return model != null && model.contains("/") ? of(model.strip(), requestId) : new FalTaskId(PIKA, requestId);
    }

    /**
     * That of a task which has this address, if it is one of the gateway's own.
     */
    static Optional<FalTaskId> at(String address, URI baseUri) {
        URI uri = address == null ? null : Urls.parse(address, null);
        boolean own = uri != null && uri.isAbsolute() && Urls.host(uri) != null && Urls.origin(uri).equals(Urls.origin(baseUri));
        String below = own ? below(uri.getPath(), baseUri.getPath()) : null;
        Matcher matcher = ADDRESS.matcher(below == null ? "" : below);
        return matcher.matches() ? Optional.of(new FalTaskId(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /**
     * The request that an address names, whoever's it is.
     */
    static Optional<String> named(String address) {
        URI uri = address == null ? null : Urls.parse(address, null);
        Matcher matcher = ADDRESS.matcher(uri == null || uri.getPath() == null ? "" : uri.getPath());
        return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
    }

    private static String below(String path, String base) {
        String folder = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return path != null && path.startsWith(folder) ? path.substring(folder.length()) : null;
    }

    /**
     * Where it is asked after, below the base URI.
     */
    String path() {
        String encoded = Arrays.stream((app + REQUESTS + requestId).split("/"))
                .map(ApiCall::segment).collect(joining("/"));
        return "/" + encoded;
    }

    @Override
    public String toString() {
        return app.equals(PIKA) ? requestId : app + "/" + requestId;
    }
}
