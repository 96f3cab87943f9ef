package io.github.camelpika.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The page for people. It asks {@link AdminHandler} for all that it shows, and no other host for anything. */
final class PageHandler implements HttpHandler {

    private static final Map<String, Reply> FILES = Map.of(
            "/", file("index.html", "text/html; charset=utf-8"),
            "/ui/page.css", file("page.css", "text/css; charset=utf-8"),
            "/ui/icon.svg", file("icon.svg", "image/svg+xml"),
            "/ui/page.js", file("page.js", "text/javascript; charset=utf-8"));

    private final HttpHandler others;

    /** @param others gets what is no part of the page */
    PageHandler(HttpHandler others) {
        this.others = others;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        Reply file = FILES.get(exchange.getRequestURI().getPath());
        if (file != null && (method.equals("GET") || method.equals("HEAD"))) {
            file.send(exchange);
        } else {
            others.handle(exchange);
        }
    }

    private static Reply file(String name, String type) {
        try (InputStream in = PageHandler.class.getResourceAsStream("page/" + name)) {
            return new Reply(200, Map.of(
                    "Content-Type", type,
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                            + " media-src 'self'; img-src 'self';"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                    "X-Content-Type-Options", "nosniff",
                    "Referrer-Policy", "no-referrer",
                    "Cache-Control", "no-store"), Body.of(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
