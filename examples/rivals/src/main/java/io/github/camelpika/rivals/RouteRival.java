package io.github.camelpika.rivals;

import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * A route without camel-pika: a table of jobs, and timers that take what is due, some rows in one transaction, whose locks
 * keep other nodes off. A node that dies loses its connection, and with it the locks.
 */
final class RouteRival implements Rival {

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS job (
              key text PRIMARY KEY,
              task text,
              due timestamp with time zone
            );
            CREATE INDEX IF NOT EXISTS job_new ON job (due) WHERE task IS NULL;
            CREATE INDEX IF NOT EXISTS job_due ON job (due) WHERE task IS NOT NULL""";

    /** What the loop begins with. */
    private static final List<String> START = List.of("");

    private final ExecutorService callers = Executors.newFixedThreadPool(Work.THREADS);
    private final ProducerTemplate template;

    RouteRival(Work work) throws Exception {
        try (Connection connection = work.database().getConnection(); Statement statement = connection.createStatement()) {
            // two nodes that start at once would make it twice
            statement.execute("SELECT pg_advisory_lock(1)");
            statement.execute(TABLE);
            statement.execute("SELECT pg_advisory_unlock(1)");
        }
        CamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("database", work.database());
        context.getRegistry().bind("required", new SpringTransactionPolicy(new DataSourceTransactionManager(work.database())));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                String period = work.fast() ? "?period=100" : "";
                from("direct:submit").to("sql:INSERT INTO job (key, due) VALUES (:#key, now())"
                                         + " ON CONFLICT DO NOTHING?batch=true");

                from("timer:post" + period).setBody(constant(START)).loopDoWhile(RouteRival::hasRows).to("direct:post");
                from("direct:post").transacted()
                        .to("sql:SELECT key FROM job WHERE task IS NULL ORDER BY due LIMIT " + Work.THREADS
                            + " FOR UPDATE SKIP LOCKED")
                        .filter(RouteRival::hasRows)
                        .split(body(), new GroupedBodyAggregationStrategy()).executorService(callers)
                        .process(exchange -> post(exchange, work)).end()
                        .to("sql:UPDATE job SET task = :#task, due = now() + :#millis * interval '1 ms' WHERE key = :#key"
                            + "?batch=true&noop=true");

                from("timer:ask" + period).setBody(constant(START)).loopDoWhile(RouteRival::hasRows).to("direct:ask");
                from("direct:ask").transacted()
                        .to("sql:SELECT key, task FROM job WHERE task IS NOT NULL AND due < now() ORDER BY due LIMIT "
                            + Work.THREADS + " FOR UPDATE SKIP LOCKED")
                        .filter(RouteRival::hasRows)
                        .split(body(), new GroupedBodyAggregationStrategy()).executorService(callers)
                        .process(exchange -> ask(exchange, work)).end()
                        .to("sql:UPDATE job SET due = now() + :#millis * interval '1 ms' WHERE key = :#key"
                            + "?batch=true&noop=true");
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    private static boolean hasRows(Exchange exchange) {
        return !exchange.getMessage().getBody(List.class).isEmpty();
    }

    private static void post(Exchange exchange, Work work) {
        String key = (String) exchange.getMessage().getBody(Map.class).get("key");
        exchange.getMessage().setBody(Map.of("key", key, "task", work.calls().post(key), "millis", work.interval().toMillis()));
    }

    private static void ask(Exchange exchange, Work work) {
        Map<?, ?> row = exchange.getMessage().getBody(Map.class);
        boolean done = work.calls().isDone((String) row.get("task"));
        if (done) {
            work.handOver().take((String) row.get("key"));
        }
        // a row that is due at no time is done
        Map<String, Object> next = new HashMap<>();
        next.put("key", row.get("key"));
        next.put("millis", done ? null : work.interval().toMillis());
        exchange.getMessage().setBody(next);
    }

    @Override
    public void submit(List<String> keys) {
        template.sendBody("direct:submit", keys.stream().map(key -> Map.of("key", key)).toList());
    }
}
