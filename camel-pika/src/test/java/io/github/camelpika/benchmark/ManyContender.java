package io.github.camelpika.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

import io.github.camelpika.PikaComponent;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/**
 * What {@link ManyDownloads} measures. A line on its input makes it fetch all files; it answers with the nanoseconds that
 * this took.
 */
final class ManyContender {

    /** As many as one component fetches at once. */
    private static final int CONNECTIONS = 16;

    private ManyContender() {
    }

    /** Arguments: pika or bare, the server, the directory, the number of files. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[2]);
        int files = Integer.parseInt(args[3]);
        if (args[0].equals("bare")) {
            bare(args[1], directory, files);
        } else {
            pika(args[1], directory, files);
        }
    }

    private static void bare(String server, Path directory, int files) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try (CloseableHttpClient client = HttpClients.custom().setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(CONNECTIONS).setMaxConnTotal(CONNECTIONS).build()).build()) {
            serve(files, i -> threads.submit(
                    () -> DownloadContender.bare(client, server + "/" + i + ".mp4", directory.resolve(i + ".mp4"))));
        }
        threads.shutdown();
    }

    private static void pika(String server, Path directory, int files) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext(); ProducerTemplate template = context.createProducerTemplate()) {
            PikaComponent pika = context.getComponent("pika", PikaComponent.class);
            pika.getConfiguration().setBaseUri(server);
            pika.getConfiguration().setApiKey("key");
            context.start();
            serve(files, i -> template.asyncSend("pika:download?fileName=$simple{header.n}.mp4&directory=" + directory,
                    ExchangeBuilder.anExchange(context).withBody(server + "/" + i + ".mp4").withHeader("n", i).build()));
        }
    }

    private static void serve(int files, IntFunction<Future<?>> fetcher) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        while (in.readLine() != null) {
            long start = System.nanoTime();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < files; i++) {
                all.add(fetcher.apply(i));
            }
            for (Future<?> each : all) {
                if (each.get() instanceof Exchange exchange && exchange.getException() != null) {
                    throw new IOException(exchange.getException());
                }
            }
            System.out.println(System.nanoTime() - start);
        }
    }
}
