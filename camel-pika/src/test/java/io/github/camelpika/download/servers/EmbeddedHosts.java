package io.github.camelpika.download.servers;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.undertow.Undertow;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.ETag;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import org.apache.catalina.Context;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The servers that Java applications have in them.
 */
final class EmbeddedHosts {

    private static final String HERE = "127.0.0.1";
    private static final String SERVLET = "files";

    private EmbeddedHosts() {
    }

    static Map<String, FileHost.Starter> all() {
        Map<String, FileHost.Starter> all = new LinkedHashMap<>();
        all.put("Jetty", folder -> jetty(folder, false));
        all.put("Jetty with ETags", folder -> jetty(folder, true));
        all.put("Tomcat", folder -> tomcat(folder, false));
        all.put("Tomcat with strong ETags", folder -> tomcat(folder, true));
        all.put("Spring MVC", folder -> spring(folder, SpringFiles.Resources.class));
        all.put("Spring MVC, a controller", folder -> spring(folder, SpringFiles.Controller.class));
        all.put("Undertow", folder -> undertow(folder, false));
        all.put("Undertow with ETags", folder -> undertow(folder, true));
        all.put("Vert.x", folder -> vertx(folder, false));
        all.put("Vert.x with a cache", folder -> vertx(folder, true));
        return all;
    }

    private static FileHost jetty(Path folder, boolean etags) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(HERE);
        server.addConnector(connector);
        org.eclipse.jetty.server.handler.ResourceHandler files = new org.eclipse.jetty.server.handler.ResourceHandler();
        files.setBaseResourceAsString(folder.toString());
        files.setEtags(etags);
        server.setHandler(files);
        server.start();
        return FileHost.of(connector.getLocalPort(), server::stop);
    }

    private static FileHost tomcat(Path folder, boolean strong) throws Exception {
        return tomcat(folder, context -> Tomcat.addServlet(context, SERVLET, new DefaultServlet())
                .addInitParameter("useStrongETags", String.valueOf(strong)));
    }

    private static FileHost spring(Path folder, Class<?> application) throws Exception {
        return tomcat(folder, context -> Tomcat.addServlet(context, SERVLET, SpringFiles.servlet(folder, application)));
    }

    private static FileHost tomcat(Path folder, Consumer<Context> servlet) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.resolveSibling("tomcat").toString());
        tomcat.setHostname(HERE);
        tomcat.setPort(0);
        Context context = tomcat.addContext("", folder.toString());
        servlet.accept(context);
        context.addServletMappingDecoded("/", SERVLET);
        tomcat.start();
        return FileHost.of(tomcat.getConnector().getLocalPort(), () -> {
            tomcat.stop();
            tomcat.destroy();
        });
    }

    private static FileHost undertow(Path folder, boolean etags) {
        PathResourceManager.Builder files = PathResourceManager.builder().setBase(folder);
        if (etags) {
            files.setETagFunction(path -> new ETag(false, path.toFile().length() + "-" + path.toFile().lastModified()));
        }
        Undertow server = Undertow.builder().addHttpListener(0, HERE).setHandler(new ResourceHandler(files.build())).build();
        server.start();
        return FileHost.of(((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort(), server::stop);
    }

    private static FileHost vertx(Path folder, boolean cache) throws Exception {
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route().handler(StaticHandler.create(FileSystemAccess.ROOT, folder.toString()).setCachingEnabled(cache));
        HttpServer server = vertx.createHttpServer().requestHandler(router).listen(0, HERE).toCompletionStage().toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return FileHost.of(server.actualPort(), () -> vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS));
    }
}
