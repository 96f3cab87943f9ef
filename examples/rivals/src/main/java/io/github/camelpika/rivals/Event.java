package io.github.camelpika.rivals;

/**
 * What a node tells, one line each: the event's name, and what it is about.
 */
enum Event {
    READY, ACCEPTED, REFUSED, UNKNOWN, BEGUN, HANDED;

    void tell(String about) {
        System.out.println(name() + " " + about);
    }
}
