package io.github.camelpika.runtime;

/**
 * The management port of a runtime other than Camel Main, which says so by having one of these in the registry. It takes
 * requests before a component exists, and so reads by itself which of them wants a board.
 */
public interface ManagementPort {

    /**
     * To be called when the context has started. If the board isn't there, the log tells why and what to do.
     *
     * @param component that wants its board there
     * @param path      as {@code /pika}
     */
    void expectBoard(String component, String path);

    /**
     * @return                          the path
     * @throws IllegalArgumentException if no board can be there
     */
    static String checked(String path) {
        if (!path.matches("/[A-Za-z0-9._~/-]*[A-Za-z0-9._~-]")) {
            throw new IllegalArgumentException("boardPath=" + path + " is not valid: it must be a path such as /pika, without a slash at its end");
        }
        return path;
    }
}
