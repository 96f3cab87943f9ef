package io.github.camelpika.observe.board;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Exchange;
import org.apache.camel.http.common.HttpMessage;

/**
 * Who asks: whether it is somebody on this machine, as far as that is beyond doubt.
 */
final class Caller {

    /** Set by platform-http of Vert.x, which Camel Main and Quarkus have. It is an object, and no client can send one. */
    private static final String VERTX = "CamelVertxPlatformHttpRemoteAddress";
    private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.\\d{1,3}){3}|(?:0{0,4}:){2,7}0{0,3}1|::ffff:127(?:\\.\\d{1,3}){3}");
    private static final Pattern LOCAL_NAME = Pattern.compile("(?:localhost|[a-z0-9-]+\\.localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d+)?");
    /** Whoever came through a proxy may be anywhere, though the proxy is here. */
    private static final List<String> OF_PROXIES = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");
    /** Set by Tomcat where it has believed such a header, and taken it away. */
    private static final String TOMCAT = "org.apache.tomcat.request.forwarded";

    private Caller() {
    }

    /**
     * Also by the name that it was asked under: a page from elsewhere can have its own name lead here.
     */
    static boolean isHere(BoardRequest request) {
        String host = request.host();
        return isLoopback(address(request)) && !isForwarded(request)
               && host != null && LOCAL_NAME.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    private static boolean isForwarded(BoardRequest request) {
        HttpServletRequest servlet = servlet(request);
        return OF_PROXIES.stream().anyMatch(header -> request.has(header) || servlet != null && servlet.getHeader(header) != null)
               || servlet != null && servlet.getAttribute(TOMCAT) != null;
    }

    /**
     * As it came, or null: what filters put around it may have an address and a name out of headers that anybody can write, and hide
     * those.
     */
    private static HttpServletRequest servlet(BoardRequest request) {
        Object found = request.message() instanceof HttpMessage http && http.getRequest() != null
                ? http.getRequest() : request.message().getHeader(Exchange.HTTP_SERVLET_REQUEST);
        while (found instanceof ServletRequestWrapper wrapper) {
            found = wrapper.getRequest();
        }
        return found instanceof HttpServletRequest servlet ? servlet : null;
    }

    private static String address(BoardRequest request) {
        HttpServletRequest servlet = servlet(request);
        if (servlet != null) {
            return servlet.getRemoteAddr();
        }
        Object address = request.message().getHeader(VERTX);
        return address == null || address instanceof CharSequence ? null
                : address.toString().replaceFirst(":\\d+$", "").replaceAll("[\\[\\]]|%.*", "");
    }

    static boolean isLoopback(String address) {
        return address != null && LOOPBACK.matcher(address.toLowerCase(Locale.ROOT)).matches();
    }
}
