package io.github.camelpika.rivals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * A process that does the job with one of the rivals. It is told what to submit, as {@code PREFIX FROM TO}, and tells
 * {@link Event events}. It ends with its input.
 */
final class Node {

    static final int CONNECTIONS = 40;

    private Node() {
    }

    public static void main(String[] args) throws Exception {
        NodeSettings settings = NodeSettings.of(args);
        HikariConfig database = new HikariConfig();
        database.setJdbcUrl(settings.jdbcUrl());
        database.setMaximumPoolSize(CONNECTIONS);
        Rival rival = settings.contender().make(new Work(settings.name(), new HikariDataSource(database), settings.gateway(),
                new Calls(settings.gateway()), settings.interval(), new HandOver(settings.handOver()), settings.fast()));
        Event.READY.tell("");
        listen(rival);
        Runtime.getRuntime().halt(0);
    }

    private static void listen(Rival rival) throws IOException {
        ExecutorService submitters = Executors.newCachedThreadPool();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String told = order;
            submitters.execute(() -> submit(rival, told));
        }
    }

    private static void submit(Rival rival, String order) {
        String[] words = order.split(" ");
        List<String> keys = IntStream.range(Integer.parseInt(words[1]), Integer.parseInt(words[2]))
                .mapToObj(each -> words[0] + each).toList();
        try {
            rival.submit(keys);
            Event.ACCEPTED.tell(order);
        } catch (UnknownSubmissionException e) {
            Event.UNKNOWN.tell(order);
        } catch (Exception e) {
            Event.REFUSED.tell(order);
            e.printStackTrace();
        }
    }
}
