package io.github.camelpika.download;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import io.github.camelpika.gateway.Reply;
import io.github.camelpika.gateway.UploadGrant;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever waits for a picture is told, whatever happens to it. */
class UploadsTest {

    private final List<Reply<String>> told = new ArrayList<>();
    private final VirtualTimer timer = new VirtualTimer();

    private void put(Executor threads, Throwable trouble) {
        Uploads uploads = new Uploads(uri -> {
            throw UploadsTest.<RuntimeException>sneaky(trouble);
        }, threads, timer);
        uploads.put(new UploadGrant("https://example.com/put", Map.of(), "https://example.com/picture"), new UploadSource() {
            @Override
            public long size() {
                return 1;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(new byte[1]);
            }
        }, new UrlPolicy(URI.create("https://example.com"), false, AllowedHosts.of(null)), told::add);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable trouble) throws T {
        throw (T) trouble;
    }

    @Test
    void errorInTheMiddleOfAnUploadIsTold() {
        put(Runnable::run, new NoClassDefFoundError("org/example/Missing"));

        assertThat(told).singleElement().isInstanceOfSatisfying(Reply.Failed.class,
                failed -> assertThat(failed.error().message()).contains("the upload broke off: NoClassDefFoundError"));
    }

    @Test
    void errorInsteadOfAThreadIsTold() {
        put(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        }, null);

        assertThat(told).singleElement().isInstanceOfSatisfying(Reply.Failed.class,
                failed -> assertThat(failed.error().message()).contains("no thread can be had for the upload"));
    }

    /** Files that are fetched have the same threads, and each may take long. */
    @Test
    void grantThatEndedWhileItsUploadWaitedForAThreadIsNotUsedAndWorthAnother() {
        List<Runnable> queue = new ArrayList<>();
        put(queue::add, new IllegalStateException("it was used"));
        timer.advance(Duration.ofMinutes(5));
        queue.forEach(Runnable::run);

        assertThat(told).singleElement().isInstanceOfSatisfying(Reply.Failed.class, failed -> {
            assertThat(failed.error().message()).contains("no thread was free for the upload");
            assertThat(failed.error().retryable()).isTrue();
        });
    }
}
