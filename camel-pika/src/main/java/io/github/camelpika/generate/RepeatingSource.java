package io.github.camelpika.generate;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.util.StringHelper;

/**
 * Where messages come from that may come again: after a route that failed, after a crash in the middle of it, or at the next
 * start of the process. Each with an {@code idempotentKey} that is the same when the message is.
 */
public enum RepeatingSource {

    /** The text is a part of the key, so that a file which is edited is another job, and one that is only touched is none. */
    FILES("${header.CamelFileName} ${body}", "file", "ftp", "ftps", "sftp", "mina-sftp", "smb", "azure-files"),
    S3("${header.CamelAwsS3Key} ${body}", "aws2-s3"),
    JMS("${header.JMSMessageID}", "jms", "activemq", "activemq6", "amqp", "sjms", "sjms2"),
    KAFKA("${header[kafka.TOPIC]}-${header[kafka.PARTITION]}-${header[kafka.OFFSET]}", "kafka"),
    SQS("${header.CamelAwsSqsMessageId}", "aws2-sqs"),
    PUBSUB("${header.CamelGooglePubsubMessageId}", "google-pubsub"),
    SERVICE_BUS("${header.CamelAzureServiceBusMessageId}", "azure-servicebus"),
    STORAGE_QUEUE("${header.CamelAzureStorageQueueMessageId}", "azure-storage-queue"),
    MAIL("${header.CamelMailMessageId}", "imap", "imaps", "pop3", "pop3s"),
    /** The same prompt once a day. */
    CLOCKS("${date:now:yyyy-MM-dd} ${body}", "timer", "scheduler", "quartz", "cron", "once"),
    /** A finished task is delivered again when its route fails. */
    FINISHED_TASKS("${header.CamelPikaTaskId}", "pika"),
    /** Those whose messages have no number that is always there, and whatever else is polled, such as the rows of a table. */
    OTHERS("${body}", "spring-rabbitmq", "google-pubsub-lite", "azure-eventhubs", "pulsar", "nats", "paho", "paho-mqtt5",
            "rocketmq", "stomp", "knative", "dapr", "zeebe", "hazelcast-queue", "mongodb", "mongodb-gridfs", "couchdb",
            "debezium-db2", "debezium-mongodb", "debezium-mysql", "debezium-oracle", "debezium-postgres",
            "debezium-sqlserver", "dropbox", "file-watch", "salesforce");

    private static final Pattern WEBHOOK = Pattern.compile("^webhook:(//)?");

    private final String key;
    private final Set<String> schemes;

    RepeatingSource(String key, String... schemes) {
        this.key = key;
        this.schemes = Set.of(schemes);
    }

    /**
     * Empty if what the route starts from gives each message once.
     */
    static Optional<RepeatingSource> of(Route route) {
        Endpoint from = route.getEndpoint();
        String scheme = StringHelper.before(WEBHOOK.matcher(from.getEndpointUri()).replaceFirst(""), ":");
        // a component may have another name in the context
        String usual = from.getComponent() == null ? scheme : from.getComponent().getDefaultName();
        Optional<RepeatingSource> known = Arrays.stream(values())
                .filter(source -> source.schemes.contains(scheme) || source.schemes.contains(usual)).findFirst();
        return known.isEmpty() && route.getConsumer() instanceof ScheduledPollConsumer ? Optional.of(OTHERS) : known;
    }

    public String key() {
        return key;
    }

    public Set<String> schemes() {
        return schemes;
    }
}
