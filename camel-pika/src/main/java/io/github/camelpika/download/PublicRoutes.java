package io.github.camelpika.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;

/**
 * Leads a client to public addresses only, unless a request is for a host that is trusted. A name is looked up once, and
 * the client connects to the address that was looked at then: a name that leads elsewhere a moment later changes nothing,
 * and a connection that was kept is used for its address again and not for its name.
 * <p>
 * It is no resolver of the client's, as the client's connections are the HTTP component's, which takes none. Through a
 * proxy it is the proxy that looks names up, and so the proxy's to refuse what they lead to.
 */
public final class PublicRoutes implements ExecChainHandler {

    private static final String TRUSTED = PublicRoutes.class.getName() + ".trusted";

    private final DnsResolver names;
    private final Predicate<InetAddress> open;

    PublicRoutes(DnsResolver names, Predicate<InetAddress> open) {
        this.names = names;
        this.open = open;
    }

    public PublicRoutes() {
        this(SystemDefaultDnsResolver.INSTANCE, PublicAddress::isPublic);
    }

    /**
     * What to execute a request with.
     *
     * @param trusted whether its host may be at any address
     */
    static HttpClientContext context(boolean trusted) {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(TRUSTED, trusted);
        return context;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (scope.route.getProxyHost() != null || Boolean.TRUE.equals(scope.clientContext.getAttribute(TRUSTED))) {
            return chain.proceed(request, scope);
        }
        IOException unreachable = null;
        for (InetAddress address : addresses(scope.route.getTargetHost().getHostName())) {
            try {
                return chain.proceed(request, to(address, scope));
            } catch (ConnectException | NoRouteToHostException | ConnectTimeoutException e) {
                unreachable = e;
            }
        }
        throw unreachable;
    }

    private List<InetAddress> addresses(String host) throws IOException {
        InetAddress[] all = names.resolve(host);
        List<InetAddress> some = Arrays.stream(all).filter(open).toList();
        if (some.isEmpty()) {
            throw new DownloadFailedException("the address of the file, on " + host + ", resolves to "
                                              + all[0].getHostAddress() + ", which is not on the internet: add the"
                                              + " host to allowedHosts if you trust it");
        }
        return some;
    }

    private static ExecChain.Scope to(InetAddress address, ExecChain.Scope scope) {
        HttpRoute route = scope.route;
        HttpHost host = route.getTargetHost();
        HttpHost pinned = new HttpHost(host.getSchemeName(), address, host.getHostName(), host.getPort());
        return new ExecChain.Scope(scope.exchangeId, new HttpRoute(pinned, route.getLocalAddress(), route.isSecure()),
                scope.originalRequest, scope.execRuntime, scope.clientContext);
    }
}
