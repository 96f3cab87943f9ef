package io.github.camelpika.gateway;

/**
 * How a gateway is shown the key: the header, and what stands before the key in it.
 *
 * @param name   of the header
 * @param scheme such as {@code Bearer}; empty where the header has the key alone
 */
public record KeyHeader(String name, String scheme) {

    /** As OAuth has it, and most that sell an API. */
    public static final KeyHeader BEARER = new KeyHeader("Authorization", "Bearer");

    /**
     * What the header says.
     */
    public String value(String apiKey) {
        return scheme.isEmpty() ? apiKey : scheme + " " + apiKey;
    }
}
