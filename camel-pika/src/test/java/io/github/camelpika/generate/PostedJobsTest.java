package io.github.camelpika.generate;

import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.model.GenerateRequest;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostedJobsTest {

    private static final GenerateRequest CAT = GenerateRequest.of("a cat");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SubmissionMark mark = new SubmissionMark("pika:generate");
    private final Exchange message = new DefaultExchange(context);

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private Exchange copy() {
        PostedJobs.of(message);
        return ExchangeHelper.createCorrelatedCopy(message, false);
    }

    @Test
    void messageThatGoesRoundInCirclesHasABoundAndWhatMayBeLostIsKeptBeyondIt() {
        for (int i = 0; i < 2 * PostedJobs.MOST; i++) {
            mark.accepted(copy(), CAT, "task-" + i);
        }
        mark.keep(copy(), CAT, "the answer was lost");

        assertThat(PostedJobs.of(message)).hasToString("jobs of " + (PostedJobs.MOST + 1) + " exchanges");
        message.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, new IllegalStateException("for the test"));
        assertThatThrownBy(() -> mark.refuseIfSet(message, CAT, "CometAPI")).isInstanceOf(PikaSubmissionUnknownException.class);
    }

    @Test
    void copyBesideOneThatIsInDoubtMayPost() {
        Exchange first = copy();
        Exchange second = copy();
        first.setProperty(ExchangePropertyKey.SPLIT_INDEX, 0);
        second.setProperty(ExchangePropertyKey.SPLIT_INDEX, 1);
        mark.set(first, CAT);
        second.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, new IllegalStateException("of its own"));

        assertThatCode(() -> mark.refuseIfSet(second, CAT, "CometAPI")).doesNotThrowAnyException();
    }

    @Test
    void copyThatIsRedeliveredMayNotPostTheSameAgain() {
        Exchange first = copy();
        mark.set(first, CAT);
        Exchange again = copy();
        again.getMessage().setHeader(Exchange.REDELIVERED, true);

        // its route isn't known here, so that another request may be another step's
        assertThatCode(() -> mark.refuseIfSet(again, GenerateRequest.of("a cat at 12:01"), "CometAPI")).doesNotThrowAnyException();
        assertThatThrownBy(() -> mark.refuseIfSet(again, CAT, "CometAPI")).isInstanceOf(PikaSubmissionUnknownException.class);
    }
}
