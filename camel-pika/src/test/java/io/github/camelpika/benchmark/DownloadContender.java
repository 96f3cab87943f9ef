package io.github.camelpika.benchmark;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.camelpika.PikaComponent;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/**
 * What {@link DownloadBenchmark} measures, in a process of its own with a small heap. A line on its input is a number of
 * files to fetch at once; it answers with the nanoseconds that it took until all of them were on the disk, the same without
 * the time to force them there (0 if that can't be told), and the bytes of heap that were in use at the most.
 */
final class DownloadContender {

    private static final int BUFFER = 64 * 1024;

    private DownloadContender() {
    }

    private interface Fetcher {
        /** Gives the nanoseconds that it took to force the file to the disk. */
        long fetch(String url, Path file) throws Exception;
    }

    /** Arguments: pika or bare, the base URI, the key, the directory, and the addresses. */
    public static void main(String[] args) throws Exception {
        List<String> urls = List.of(args).subList(4, args.length);
        Path directory = Path.of(args[3]);
        ExecutorService threads = Executors.newCachedThreadPool();
        if (args[0].equals("bare")) {
            try (CloseableHttpClient client = HttpClients.createDefault()) {
                serve((url, file) -> bare(client, url, file), urls, directory, threads);
            }
        } else {
            try (DefaultCamelContext context = new DefaultCamelContext();
                 ProducerTemplate template = context.createProducerTemplate()) {
                PikaComponent pika = context.getComponent("pika", PikaComponent.class);
                pika.getConfiguration().setBaseUri(args[1]);
                pika.getConfiguration().setApiKey(args[2]);
                context.start();
                serve((url, file) -> {
                    template.requestBody("pika:download?directory=" + directory + "&fileName=" + file.getFileName(), url);
                    return 0;
                }, urls, directory, threads);
            }
        }
        threads.shutdown();
    }

    private static void serve(Fetcher fetcher, List<String> urls, Path directory, ExecutorService threads) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            long start = System.nanoTime();
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(line); i++) {
                String url = urls.get(i);
                Path file = directory.resolve(i + ".mp4");
                all.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return fetcher.fetch(url, file);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }, threads));
            }
            long forced = 0;
            for (CompletableFuture<Long> each : all) {
                forced = Math.max(forced, each.get());
            }
            long nanos = System.nanoTime() - start;
            System.out.println(nanos + " " + (nanos - forced) + " " + peak());
        }
    }

    /** Gives the nanoseconds that it took to force the file to the disk. */
    static long bare(CloseableHttpClient client, String url, Path file) throws IOException {
        return client.execute(new HttpGet(url), response -> {
            try (InputStream in = response.getEntity().getContent(); FileOutputStream out = new FileOutputStream(file.toFile())) {
                byte[] buffer = new byte[BUFFER];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                }
                long start = System.nanoTime();
                out.getFD().sync();
                return System.nanoTime() - start;
            }
        });
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum();
    }
}
