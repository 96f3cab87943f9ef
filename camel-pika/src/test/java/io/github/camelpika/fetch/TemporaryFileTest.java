package io.github.camelpika.fetch;

import java.util.List;

import io.github.camelpika.rig.DownloadedBodies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The file behind a downloaded body lives as long as its exchange, and no longer. */
@Timeout(20)
class TemporaryFileTest {

    private final DownloadedBodies videos = new DownloadedBodies();

    @AfterEach
    void close() throws Exception {
        videos.close();
    }

    @Test
    void itGoesWithItsExchange() throws Exception {
        videos.run(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("pika:download").process(videos::read);
            }
        });
        videos.assertGone(1);
    }

    @Test
    void itGoesWithAnExchangeThatFails() throws Exception {
        videos.rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("pika:download").process(videos::read)
                        .throwException(IllegalStateException.class, "for the test");
            }
        });
        assertThat(videos.send().getException()).hasMessage("for the test");
        videos.assertGone(1);
    }

    @Test
    void itGoesWhenTheRouteGoesOnWithAnotherBody() throws Exception {
        videos.run(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("pika:download").process(videos::read).setBody(constant("else"));
            }
        });
        videos.assertGone(1);
    }

    @Test
    void splitLeavesItToItsParent() throws Exception {
        videos.run(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("pika:download").setProperty("video", body())
                        .split(constant("a,b,c").tokenize(",")).setHeader("part", body()).end()
                        .process(videos::read);
            }
        });
        videos.assertGone(1);
    }

    @Test
    void filesDownloadedInASplitLiveUntilTheParentIsDone() throws Exception {
        videos.run(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").setBody(e -> List.of(videos.task, videos.task))
                        .split(body(), new GroupedBodyAggregationStrategy()).to("pika:download").end()
                        .process(e -> e.getMessage().getBody(List.class)
                                .forEach(stream -> videos.read((VideoStream) stream)));
            }
        });
        videos.assertGone(2);
    }

    @Test
    void enrichedFileLivesUntilTheExchangeIsDone() throws Exception {
        videos.run(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").enrich("pika:download").process(videos::read);
            }
        });
        // exchanges are followed since the enricher made its producer, which was in the midst of that one
        videos.seen.clear();
        assertThat(videos.send().getException()).isNull();
        videos.assertGone(1);
    }

    /** Nothing is followed before the first message, whose copy has begun by then. */
    @ParameterizedTest
    @ValueSource(strings = { "first", "second" })
    void copyOfAMessageThatShowsTheWayLeavesItsFileToThatMessage(String which) throws Exception {
        videos.rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").enrich("direct:copy").process(videos::read);
                from("direct:copy").toD("pika:${header.none}download").process(videos::read);
            }
        });
        if (which.equals("second")) {
            videos.send();
        }
        assertThat(videos.send().getException()).isNull();
    }

    @Test
    void failureThatWasHandledIsNoEndOfItsExchange() throws Exception {
        videos.run(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").doTry().throwException(IllegalStateException.class, "for the test").doCatch(IllegalStateException.class)
                        .log("handled").end().enrich("direct:copy").process(videos::read);
                from("direct:copy").to("pika:download").process(videos::read);
            }
        });
        videos.assertGone(2);
    }

    @Test
    void whatHandlesAFailureReadsTheFileOfACopy() throws Exception {
        videos.run(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").onException(IllegalStateException.class).handled(true).process(videos::read).end()
                        .enrich("direct:copy").throwException(IllegalStateException.class, "for the test");
                from("direct:copy").to("pika:download").process(videos::read);
            }
        });
        videos.assertGone(2);
    }

    @Test
    void exchangesAreFollowedOnlyWhereABodyIsDownloaded() throws Exception {
        videos.rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("pika:generate").to("pika:feed").to("pika:download?directory=videos");
            }
        });
        assertThat(isFollowed()).isFalse();
        videos.rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:other").to("pika:download");
            }
        });
        assertThat(isFollowed()).isTrue();
    }

    private boolean isFollowed() {
        return videos.rig.context.getManagementStrategy().getEventNotifiers().stream().anyMatch(ExchangesUnderWay.class::isInstance);
    }
}
