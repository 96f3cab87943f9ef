package io.github.camelpika.track;

import java.util.function.Supplier;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class DueOfTaskTest {

    @ParameterizedTest
    @EnumSource
    void theNameOfAQueueIsNationalTextWhereOtherTextLosesLetters(Database database) {
        String due = new DueOfTask(database, "poll:広告", Supplier::get).createSelectDueQuery("pika_schedule", 10, "", false);
        assertThat(due).contains("task_name = " + (database == Database.SQL_SERVER ? "N" : "") + "'poll:広告' ");
    }
}
