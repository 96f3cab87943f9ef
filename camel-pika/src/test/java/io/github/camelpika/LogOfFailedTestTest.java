package io.github.camelpika;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class LogOfFailedTestTest {

    private final LogOfFailedTest extension = new LogOfFailedTest();
    private final ExtensionContext context = mock(ExtensionContext.class);
    private final ExtensionContext.Store store = mock(ExtensionContext.Store.class);

    @Test
    void aFailureShowsWhatItsTestPrintedAndNothingOfTheOneBefore() {
        System.out.println("of the test before");
        int begin = PrintedOutput.length();
        when(context.getStore(any())).thenReturn(store);
        when(store.getOrDefault("begin", Integer.class, 0)).thenReturn(begin);
        System.out.println("WARN what went wrong");
        AssertionError failure = new AssertionError("not as expected");

        Throwable thrown = catchThrowable(() -> extension.handleTestExecutionException(context, failure));

        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed()[0].getMessage()).contains("WARN what went wrong")
                .doesNotContain("of the test before");
    }
}
