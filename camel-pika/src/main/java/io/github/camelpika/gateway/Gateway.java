package io.github.camelpika.gateway;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import static java.util.stream.Collectors.joining;

/**
 * A company that sells Pika over HTTP: its name, where it is, and the dialect it speaks. A new gateway is one more
 * constant here and, if it speaks a dialect of its own, one more {@link Dialect}.
 *
 * @param name    the value of the option {@code gateway}
 * @param title   as the company writes itself
 * @param baseUri where its API starts; null where its documentation leaves that to the user
 * @param dialect how requests are written and answers read
 */
public record Gateway(String name, String title, URI baseUri, Dialect dialect) {

    /** Documented by CometAPI; its create call requires callback_url. */
    public static final Gateway COMETAPI
            = new Gateway("cometapi", "CometAPI", URI.create("https://api.cometapi.com"), new EnvelopeDialect());
    /** Documented by V-API (gpt.ge). */
    public static final Gateway VAPI = new Gateway("vapi", "V-API", URI.create("https://api.gpt.ge"), new PlainDialect());
    /** Documented by YEScale, whose users bring the base URL. */
    public static final Gateway YESCALE = new Gateway("yescale", "YEScale", null, new PlainDialect());
    /** Documented by Yuto AI (gpt-best), whose users bring the base URL. */
    public static final Gateway YUTOAI = new Gateway("yutoai", "Yuto AI", null, new PlainDialect());

    /** Pika's own API, as public clients of it use it. */
    public static final Gateway PIKA = new Gateway("pika", "Pika", URI.create("https://api.dev.pika.art"), new PikaDialect());
    /** Documented by fal. */
    public static final Gateway FAL = new Gateway("fal", "fal", URI.create("https://queue.fal.run"), new FalDialect());

    private static final List<Gateway> ALL = List.of(COMETAPI, VAPI, YESCALE, YUTOAI, PIKA, FAL);

    /**
     * The gateway that the option names.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Gateway named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown gateway '" + name + "': use one of "
                                                                + ALL.stream().map(Gateway::name).collect(joining(", "))));
    }

    public static List<Gateway> all() {
        return ALL;
    }

    /**
     * The gateway of that name, if there is one.
     */
    public static Optional<Gateway> find(String name) {
        return ALL.stream().filter(gateway -> gateway.name.equals(name)).findFirst();
    }

    /**
     * The names of those whose dialect can do something, for a message to a person.
     */
    public static String namesOfThose(Predicate<Dialect> can) {
        return ALL.stream().filter(gateway -> can.test(gateway.dialect)).map(Gateway::name).collect(joining(", "));
    }

    /**
     * The base URI to use: the user's, or the gateway's own.
     *
     * @throws IllegalArgumentException if there is neither, or if the user's is no URL
     */
    public URI resolveBaseUri(String configured) {
        if (configured == null || configured.isBlank()) {
            if (baseUri == null) {
                throw new IllegalArgumentException("baseUri is missing: " + title + " gives each customer an address"
                        + " of their own: set it as baseUri=https://...");
            }
            return baseUri;
        }
        URI uri = parse(configured.strip());
        boolean http = uri != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        if (!http || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("baseUri '" + withoutUserInfo(configured) + "' is not valid: it must"
                    + " be https://host[:port][/path] and nothing else");
        }
        return uri;
    }

    private static URI parse(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String withoutUserInfo(String text) {
        return text.replaceFirst("//[^/]*@", "//...@").replaceFirst("\\?.*", "?...");
    }

    @Override
    public String toString() {
        return name;
    }
}
