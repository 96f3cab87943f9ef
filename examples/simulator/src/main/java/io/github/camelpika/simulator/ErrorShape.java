package io.github.camelpika.simulator;

/** How a gateway says no. */
interface ErrorShape {

    Reply badRequest(String reason);

    Reply unauthorized();

    Reply forbidden();

    Reply noCredit();

    Reply noSuchAddress(Call call);

    Reply unknownTask();

    Reply tooManyRequests();

    Reply serverError();

    /** The worst of manners: an error that the status line denies. */
    Reply errorIn200();
}
