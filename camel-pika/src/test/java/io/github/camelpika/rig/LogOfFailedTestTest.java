package io.github.camelpika.rig;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogOfFailedTestTest {

    @Test
    void aFailureShowsWhatItsTestPrintedAndNothingOfTheOneBefore() {
        System.out.println("of the test before");
        int begin = PrintedOutput.length();
        System.out.println("WARN what went wrong");
        AssertionError failure = new AssertionError("not as expected");

        assertThat(LogOfFailedTest.withLog(failure, begin)).isSameAs(failure);

        assertThat(failure.getSuppressed()[0].getMessage()).contains("WARN what went wrong").doesNotContain("of the test before");
    }
}
