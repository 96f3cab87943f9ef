package io.github.camelpika.process;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A boundary in a task's life at which a node can be made to end itself: just before or just after something that goes
 * over the wire to the database or the gateway, or is a step of the route.
 */
enum KillPoint {

    BEFORE_INTENT(Side.BEFORE, Hand.NOTHING, "INSERT INTO pika_task .*"),
    AFTER_INTENT(Side.AFTER, Hand.SUBMISSION, "INSERT INTO pika_task .*"),
    BEFORE_POST(Side.BEFORE, Hand.SUBMISSION, Call.POST),
    AFTER_POST(Side.AFTER, Hand.SUBMISSION, Call.POST),
    BEFORE_RECORD(Side.BEFORE, Hand.SUBMISSION, Change.RECORD),
    AFTER_RECORD(Side.AFTER, Hand.NOTHING, Change.RECORD),
    PICKED_TO_POLL(Side.AFTER, Hand.POLL, "(UPDATE pika_schedule SET picked .*\\[true, .*, |WITH due .*: )poll:.*"),
    BEFORE_POLL(Side.BEFORE, Hand.POLL, Call.QUERY),
    AFTER_POLL(Side.AFTER, Hand.POLL, Call.QUERY),
    BEFORE_FINISH(Side.BEFORE, Hand.POLL, Change.FINISH),
    AFTER_FINISH(Side.AFTER, Hand.NOTHING, Change.FINISH),
    AFTER_HAND_OVER(Side.AFTER, Hand.NOTHING, "UPDATE pika_schedule SET task_name .*"),
    PICKED_TO_DELIVER(Side.AFTER, Hand.DELIVERY, "(UPDATE pika_schedule SET picked .*\\[true, .*, |WITH due .*: )deliver:.*"),
    BEFORE_DELIVERY(Side.BEFORE, Hand.DELIVERY, Change.DELIVERY),
    AFTER_DELIVERY(Side.AFTER, Hand.DELIVERY, Change.DELIVERY),
    IN_ROUTE(Side.BEFORE, Hand.DELIVERY, "route .*"),
    AFTER_ROUTE(Side.AFTER, Hand.DELIVERY, "route .*"),
    AFTER_DONE(Side.AFTER, Hand.NOTHING, "UPDATE pika_task .*, DONE, .*"),
    BEFORE_REMOVAL(Side.BEFORE, Hand.DELIVERY, Change.REMOVAL),
    AFTER_REMOVAL(Side.AFTER, Hand.NOTHING, Change.REMOVAL);

    enum Side { BEFORE, AFTER }

    /** What another node has to go on with. */
    enum Hand { NOTHING, SUBMISSION, POLL, DELIVERY }

    /** Changes of a task's row, which are one statement, by the values in it: … state, … deliveries, moment, … */
    private static final class Change {
        static final String RECORD = "UPDATE pika_task .*, WAITING, .*\"asked\":false.*";
        static final String FINISH = "UPDATE pika_task .*, READY, .*, 0, [0-9]{13}, .*";
        static final String REMOVAL = "DELETE FROM pika_schedule .*deliver:.*";
        static final String DELIVERY = "UPDATE pika_task .*, READY, .*, [1-9], [0-9]{13}, .*";
    }

    /** Of any gateway, by the address. */
    private static final class Call {
        static final String POST = "POST .*/(generate|text-to-video)";
        static final String QUERY = "GET .*/(feed|jobs)/.*";
    }

    private final Side side;
    private final Hand hand;
    private final Pattern what;

    KillPoint(Side side, Hand hand, String what) {
        this.side = side;
        this.hand = hand;
        this.what = Pattern.compile(what, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    boolean isAt(Side seen, String step) {
        return side == seen && what.matcher(step).matches();
    }

    static Set<KillPoint> all() {
        return EnumSet.allOf(KillPoint.class);
    }

    /**
     * Those of a submission.
     */
    static Set<KillPoint> ofSubmissions() {
        return EnumSet.range(BEFORE_INTENT, AFTER_RECORD);
    }

    /**
     * Those at which a database has just said that it keeps something.
     */
    static Set<KillPoint> afterCommits() {
        return EnumSet.of(AFTER_INTENT, AFTER_RECORD, AFTER_FINISH, AFTER_HAND_OVER, AFTER_DELIVERY, AFTER_DONE,
                AFTER_REMOVAL);
    }

    Hand hand() {
        return hand;
    }
}
