package io.github.camelpika.download;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class FolderSyncTest {

    private static final Path FOLDER = Path.of("videos");
    private static final int FILES = 20;

    private final AtomicInteger forced = new AtomicInteger();
    private final Semaphore disk = new Semaphore(0);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final FolderSync sync = new FolderSync(folder -> {
        begun.countDown();
        disk.acquireUninterruptibly();
        forced.incrementAndGet();
    });

    @Test
    void thoseWhoComeWhileTheDiskIsBusyShareTheNextTime() throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        all.add(CompletableFuture.runAsync(() -> sync.force(FOLDER), task -> new Thread(task).start()));
        begun.await();
        for (int i = 1; i < FILES; i++) {
            all.add(CompletableFuture.runAsync(() -> sync.force(FOLDER), task -> new Thread(task).start()));
        }
        while (sync.forcing(FOLDER) < FILES) {
            Thread.onSpinWait();
        }
        disk.release();
        all.get(0).get(30, TimeUnit.SECONDS);
        // nobody is served by what had begun before he came
        assertThat(all.subList(1, FILES)).noneMatch(CompletableFuture::isDone);

        disk.release(FILES);
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        assertThat(forced).hasValueBetween(2, 3);
        assertThat(sync.forcing(FOLDER)).isZero();
    }

    @Test
    void eachOfThoseWhoComeAloneHasTheDiskForItself() {
        disk.release(3);
        for (int i = 0; i < 3; i++) {
            sync.force(FOLDER);
        }
        assertThat(forced).hasValue(3);
    }
}
