package io.github.camelpika.generate;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

import io.github.camelpika.PikaException;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.download.UrlPolicy;
import io.github.camelpika.gateway.Reply;
import io.github.camelpika.gateway.UploadGrant;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.wait.GatewayAccess;

/**
 * Puts a picture into a request, in the form in which the gateway gets it, before the job is written down: so that what is
 * posted, and posted again, has an address in it where it can. What fails and passes is tried again, as it costs nothing.
 */
final class PicturePlacing {

    private final ComponentRuntime engine;
    private final GatewayAccess access;
    private final UrlPolicy urls;
    private final Picture picture;
    private final Duration patience;

    /**
     * @param patience for how long an upload is tried again
     */
    PicturePlacing(ComponentRuntime engine, GatewayAccess access, UrlPolicy urls, Picture picture, Duration patience) {
        this.engine = engine;
        this.access = access;
        this.urls = urls;
        this.picture = picture;
        this.patience = patience;
    }

    /**
     * @param placed told the request with the picture in it
     * @param failed told why there is none
     */
    void place(GenerateRequest request, Consumer<GenerateRequest> placed, Consumer<Throwable> failed) {
        String mediaType = picture.format().mediaType();
        try {
            switch (access.gateway().dialect().pictureForm()) {
                case UPLOAD -> new Upload(url -> placed.accept(request.withImage(url)), failed).grant();
                case DATA_URI -> placed.accept(request.withImage("data:" + mediaType + ";base64," + picture.base64()));
                default -> placed.accept(request.withImage(picture.base64()));
            }
        } catch (IOException e) {
            failed.accept(new PikaException("Nothing was submitted, because the image can't be read: " + Texts.clean(e.toString()), null, e));
        }
    }

    private final class Upload {

        private final Consumer<String> placed;
        private final Consumer<Throwable> failed;
        private final long until = engine.timer().nanos() + patience.toNanos();
        private int tries;

        Upload(Consumer<String> placed, Consumer<Throwable> failed) {
            this.placed = placed;
            this.failed = failed;
        }

        /** A grant is for one try: it lives for minutes only. */
        void grant() {
            tries++;
            access.grant(picture.format().mediaType(), picture.size(), this::granted);
        }

        private void granted(Reply<UploadGrant> reply) {
            if (reply instanceof Reply.Said<UploadGrant> grant) {
                engine.uploads().put(grant.what(), picture, urls, this::put);
            } else {
                again(((Reply.Failed<UploadGrant>) reply).error());
            }
        }

        private void put(Reply<String> reply) {
            if (reply instanceof Reply.Said<String> url) {
                placed.accept(url.what());
            } else {
                again(((Reply.Failed<String>) reply).error());
            }
        }

        private void again(GatewayError error) {
            Duration pause = error.retryAfter() == null ? engine.backoff().delay(tries) : error.retryAfter();
            boolean inTime = until - engine.timer().nanos() > pause.toNanos();
            if (error.retryable() && inTime && !engine.pauses().areStopped()) {
                engine.pauses().start(pause, this::grant);
            } else {
                failed.accept(new PikaGatewayException(access.gateway().title() + " did not take the image, so nothing was submitted",
                        null, error));
            }
        }
    }
}
