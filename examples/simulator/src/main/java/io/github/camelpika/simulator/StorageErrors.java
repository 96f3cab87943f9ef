package io.github.camelpika.simulator;

/** A store for files says no in XML. */
final class StorageErrors implements ErrorShape {

    @Override
    public Reply badRequest(String reason) {
        return error(400, "InvalidRequest", reason);
    }

    @Override
    public Reply unauthorized() {
        return forbidden();
    }

    @Override
    public Reply forbidden() {
        return error(403, "SignatureDoesNotMatch", "The request is not as it was signed");
    }

    @Override
    public Reply noCredit() {
        return forbidden();
    }

    @Override
    public Reply noSuchAddress(Call call) {
        return unknownTask();
    }

    @Override
    public Reply unknownTask() {
        return error(404, "NoSuchKey", "There is no such file");
    }

    @Override
    public Reply tooManyRequests() {
        return error(429, "SlowDown", "Please reduce your request rate");
    }

    @Override
    public Reply serverError() {
        return error(500, "InternalError", "Please try again");
    }

    @Override
    public Reply errorIn200() {
        return error(200, "InternalError", "Please try again");
    }

    private static Reply error(int status, String code, String message) {
        String xml = "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
        return Reply.text(status, "application/xml", xml);
    }
}
