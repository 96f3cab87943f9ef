package io.github.camelpika.simulator;

import java.util.Locale;
import java.util.Optional;

/** Where uploads are put: it knows the grants, and no key. */
final class StorageApi implements Api {

    private static final String PREFIX = "/storage/";

    private final PikaUploads uploads;
    private final StorageErrors errors = new StorageErrors();

    StorageApi(PikaUploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public Optional<ApiRoute> route(Call call) {
        return call.method().equals("PUT")
                ? Optional.of(new ApiRoute("storage", Operation.UPLOAD, true, fault -> Outcome.refused(put(call))))
                : Optional.empty();
    }

    @Override
    public ErrorShape errors() {
        return errors;
    }

    private Reply put(Call call) {
        if (call.header("x-api-key").isPresent() || call.header("authorization").isPresent()) {
            return errors.badRequest("A key does not belong here");
        }
        Optional<Upload> granted = uploads.find(call.path().substring(PREFIX.length()));
        if (granted.isEmpty() || call.parameter("signature").isEmpty()) {
            return errors.forbidden();
        }
        Upload upload = granted.get();
        if (!call.at().isBefore(upload.expires())) {
            return errors.badRequest("The grant has expired");
        }
        boolean asSigned = upload.headers().entrySet().stream()
                .allMatch(header -> call.header(header.getKey().toLowerCase(Locale.ROOT))
                        .equals(Optional.of(header.getValue())));
        if (!asSigned) {
            return errors.forbidden();
        }
        if (call.body().length != upload.size()) {
            return errors.badRequest(call.body().length + " bytes came, " + upload.size() + " were announced");
        }
        uploads.fill(upload, call.body());
        return Reply.empty(200);
    }
}
