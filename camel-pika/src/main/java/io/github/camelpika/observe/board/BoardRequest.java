package io.github.camelpika.observe.board;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelpika.gateway.Urls;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What a browser asks the board for.
 *
 * @param method   in capitals
 * @param resource what is wanted, from where the board begins, such as {@code api/board}; empty for the page, null if there
 *                 is no such thing
 * @param last     the last part of the path
 * @param query    the parameters of the address, by names without regard to case
 * @param message  with the headers
 */
record BoardRequest(String method, String resource, String last, Map<String, String> query, Message message) {

    /** Runtimes differ in whether they tell the path with what the route matched, so it is read from its end. */
    private static final Pattern PATH = Pattern.compile(
            ".*/((?:board\\.css|board\\.js|icon\\.svg|api/[a-z]{1,20}|media/[0-9a-f-]{36,64}/[A-Za-z]{1,20})?)");

    static BoardRequest of(Message message) {
        URI address = address(message);
        String path = address == null ? message.getHeader(Exchange.HTTP_PATH, "", String.class) : address.getRawPath();
        Matcher matcher = PATH.matcher(path);
        String method = message.getHeader(Exchange.HTTP_METHOD, "GET", String.class).toUpperCase(Locale.ROOT);
        return new BoardRequest(method, matcher.matches() ? matcher.group(1) : null, path.substring(path.lastIndexOf('/') + 1),
                query(message), message);
    }

    /**
     * Not from the headers that a runtime makes of parameters, as those may be the request's.
     */
    private static Map<String, String> query(Message message) {
        String query = message.getHeader(Exchange.HTTP_RAW_QUERY, message.getHeader(Exchange.HTTP_QUERY, "", String.class),
                String.class);
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String part : query.split("&")) {
            int end = part.indexOf('=');
            parameters.put(decoded(end < 0 ? part : part.substring(0, end)), end < 0 ? "" : decoded(part.substring(end + 1)));
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    boolean isPost() {
        return method.equals("POST");
    }

    /**
     * A parameter of the address, or null.
     */
    String parameter(String name) {
        String value = query.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * A header, or null. One that came twice is none, nor is a parameter of the address, which a runtime takes for one.
     */
    String header(String name) {
        return message.getHeader(name) instanceof String text && !query.containsKey(name) ? text : null;
    }

    /**
     * The name and port that the board was asked under, or null if that isn't told.
     */
    String host() {
        URI address = address(message);
        return address == null ? null : address.getRawAuthority();
    }

    private static URI address(Message message) {
        String url = message.getHeader(Exchange.HTTP_URL, String.class);
        URI address = url == null ? null : Urls.parse(url, null);
        return address == null || address.getRawPath() == null ? null : address;
    }

    boolean has(String header) {
        return message.getHeader(header) != null;
    }
}
