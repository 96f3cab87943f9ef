package io.github.camelpika.fetch;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

import io.github.camelpika.rig.DownloadedBodies;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The file behind a downloaded body lives until the last exchange that has it is done. */
@Timeout(20)
class SharedTemporaryFileTest {

    private final DownloadedBodies videos = new DownloadedBodies();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        videos.close();
    }

    @Test
    void parallelBranchesReadItEachOnItsOwn() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        videos.run(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("pika:download")
                        .multicast().parallelProcessing().to("direct:a", "direct:b").end()
                        .process(videos::read);
                for (String branch : List.of("direct:a", "direct:b")) {
                    from(branch).process(e -> {
                        VideoStream stream = e.getMessage().getBody(VideoStream.class);
                        stream.readNBytes(1_000);
                        both.await();
                        stream.reset();
                        videos.read(e);
                    });
                }
            }
        });
        videos.assertGone(3);
    }

    @Test
    void wireTapThatIsSlowerThanTheRouteStillReadsIt() throws Exception {
        CountDownLatch tapped = new CountDownLatch(1);
        videos.run(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("pika:download").wireTap("direct:tap").process(videos::read);
                from("direct:tap").process(e -> goOn.await()).process(videos::read).process(e -> tapped.countDown());
            }
        });
        assertThat(videos.seen).hasSize(1).allMatch(Files::exists);

        goOn.countDown();
        tapped.await();

        videos.assertGone(2);
    }

    @Test
    void sedaThatIsSlowerThanTheRouteStillReadsIt() throws Exception {
        CompletableFuture<Throwable> consumed = new CompletableFuture<>();
        videos.run(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("pika:download").to("seda:slow?waitForTaskToComplete=Never").process(videos::read);
                from("seda:slow").process(e -> goOn.await()).process(e -> {
                    try {
                        videos.read(e);
                        consumed.complete(null);
                    } catch (Throwable t) {
                        consumed.complete(t);
                    }
                });
            }
        });
        assertThat(videos.seen).hasSize(1).allMatch(Files::exists);

        goOn.countDown();

        assertThat(consumed.get()).isNull();
        videos.assertGone(2);
    }

    @Test
    void sedaThatIsFasterThanTheRouteDoesNotTakeItAway() throws Exception {
        CountDownLatch consumed = new CountDownLatch(1);
        videos.run(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("pika:download").to("seda:fast?waitForTaskToComplete=Never")
                        .process(e -> consumed.await())
                        .process(e -> await().until(() -> videos.rig.context.getInflightRepository().size("fast") == 0))
                        .process(videos::read);
                from("seda:fast").routeId("fast").process(videos::read).process(e -> consumed.countDown());
            }
        });
        videos.assertGone(2);
    }
}
