package io.github.camelpika.process;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.track.MemoryTaskTracker;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * {@code taskTracker=h2}: what it takes to keep tasks and keys over a restart is one word.
 */
class TrackerInAFileTest {

    private final PikaSimulator simulator = PikaSimulator.start();
    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aKeyIsKnownAfterARestart() throws Exception {
        Exchange first = submittedByANewProcess();
        Exchange second = submittedByANewProcess();

        assertThat(posts()).isOne();
        assertThat(second.getMessage().getHeader(PikaConstants.REATTACHED)).isEqualTo(true);
        assertThat(second.getMessage().getHeader(PikaConstants.TASK_ID))
                .isEqualTo(first.getMessage().getHeader(PikaConstants.TASK_ID));
    }

    @Test
    void aComponentThatIsStoppedLetsGoOfTheFileAndTakesItAgain() throws Exception {
        try (DefaultCamelContext context = started(file())) {
            submit(context, "pika");
            assertThat(isInUse()).isTrue();

            context.getComponent("pika").stop();
            assertThat(isInUse()).isFalse();

            context.getComponent("pika").start();
            submit(context, "pika");
            assertThat(isInUse()).isTrue();
        }
        assertThat(posts()).isOne();
        assertThat(isInUse()).isFalse();
    }

    @Test
    void twoComponentsOfAProcessShareAFile() throws Exception {
        try (DefaultCamelContext context = started(file())) {
            context.addComponent("pika-other", component(file()));
            submit(context, "pika");
            submit(context, "pika-other");

            context.getComponent("pika-other").stop();
            assertThat(isInUse()).isTrue();
            submit(context, "pika");
        }
        assertThat(posts()).isOne();
    }

    @Test
    void aFileThatAnotherProcessUsesFailsTheStartWithTheWayOut() throws Exception {
        started(file()).close();
        try (FileChannel channel = FileChannel.open(made(), StandardOpenOption.WRITE); FileLock other = channel.lock()) {
            assertThatThrownBy(() -> started(file())).hasStackTraceContaining("no other process may use it at the same time")
                    .hasStackTraceContaining("taskTracker=h2:PATH").hasStackTraceContaining(made().toString());
            assertThat(other.isValid()).isTrue();
        }
    }

    @Test
    void aFolderThatCantBeFailsTheStartWithTheWayOut() throws Exception {
        Files.writeString(directory.resolve("occupied"), "no folder");

        assertThatThrownBy(() -> started("h2:" + directory.resolve("occupied/tasks")))
                .hasStackTraceContaining("Tasks can't be kept in " + directory.resolve("occupied/tasks.mv.db"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "h3", "h2:", "H2", "jdbc:h2:mem:tasks", "h2:a;b", "" })
    void anotherWordIsAnErrorThatNamesThoseThereAre(String word) {
        assertThatThrownBy(() -> component(word)).isInstanceOf(IllegalArgumentException.class)
                .satisfiesAnyOf(e -> assertThat(e).hasMessageContaining("taskTracker=" + word + " is not valid")
                                .hasMessageContaining("h2:PATH").hasMessageContaining("memory").hasMessageContaining("#bean:NAME"),
                        e -> assertThat(e).hasMessageContaining("semicolon"));
    }

    @Test
    void memoryIsTheDefaultSaidAloud() throws Exception {
        try (DefaultCamelContext context = started("memory")) {
            assertThat(context.getComponent("pika", PikaComponent.class).services().tracker()).isInstanceOf(MemoryTaskTracker.class);
        }
    }

    /** In processes of their own, whose class paths lack the artifacts. */
    @ParameterizedTest
    @CsvSource({ "h2-, com.h2database:h2:", "db-scheduler, com.github.kagkarlsson:db-scheduler:" })
    void whatIsMissingOnTheClassPathIsNamed(String jar, String dependency) throws Exception {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(jar))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                classPath, Started.class.getName(), file()).redirectErrorStream(true).start();

        String told = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(told).isNotZero();
        assertThat(told).contains("taskTracker=h2 needs libraries that are not on the class path: add the"
                + " dependencies " + dependency)
                .doesNotContain("NoClassDefFoundError");
    }

    /** Without H2 on the class path nothing but this option changes. */
    static final class Started {

        public static void main(String[] args) throws Exception {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                context.start();
                PikaComponent component = new PikaComponent();
                component.setTaskTracker(args[0]);
                context.addComponent("pika", component);
                component.start();
            }
        }
    }

    private String file() {
        return "h2:" + directory.resolve("new/tasks");
    }

    private Path made() {
        return directory.resolve("new/tasks.mv.db");
    }

    /** Another process would see the same: the operating system holds the lock. */
    private boolean isInUse() throws IOException {
        try (FileChannel channel = FileChannel.open(made(), StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private Exchange submittedByANewProcess() throws Exception {
        try (DefaultCamelContext context = started(file())) {
            return submit(context, "pika");
        }
    }

    private static Exchange submit(DefaultCamelContext context, String component) {
        Exchange exchange = context.createProducerTemplate().request(component + ":generate?idempotentKey=cat-${header.id}",
                message -> {
                    message.getMessage().setBody("a cat");
                    message.getMessage().setHeaders(Map.of("id", 7));
                });
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private DefaultCamelContext started(String tracker) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.addComponent("pika", component(tracker));
        context.start();
        return context;
    }

    private PikaComponent component(String tracker) {
        PikaComponent component = new PikaComponent();
        component.getConfiguration().setBaseUri(simulator.baseUri("cometapi").toString());
        component.getConfiguration().setApiKey(simulator.apiKey());
        component.setTaskTracker(tracker);
        return component;
    }

    private long posts() {
        return simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).count();
    }
}
