package io.github.camelpika.wait;

/**
 * What a gateway's progress has to say about the next poll, and whether it is believed: it may jump, stick, or be made up.
 * It is as long as tasks hardly ever end while it says that much is left. And even then it only moves an interval towards
 * the fixed one: it can't make an end noticed later than that, nor cost more polls.
 *
 * @param told  at how many ends it was compared, but not more than are remembered
 * @param right the share of them where it was right, recent ones counting more
 */
record Progress(int told, double right) {

    static final Progress NONE = new Progress(0, 0);

    private static final int ENOUGH = 20;
    private static final int REMEMBERED = 50;
    private static final double TRUSTED = 0.9;
    /** Progress comes in whole percents, of a duration that is not quite the age. */
    private static final double ROUNDING = 0.02;

    Progress after(SeenDuration end) {
        double gap = AdaptiveSchedule.seconds(end.gap());
        double age = AdaptiveSchedule.seconds(end.age()) - gap;
        if (!end.finished() || !says(end.progress())) {
            return this;
        }
        int now = Math.min(told + 1, REMEMBERED);
        double hit = left(age, end.progress()) <= 2 * gap + ROUNDING * age ? 1 : 0;
        return new Progress(now, right + (hit - right) / now);
    }

    boolean isTrusted() {
        return told >= ENOUGH && right >= TRUSTED;
    }

    /**
     * @param interval as it would be without, in seconds
     * @param age      of the task, in seconds
     * @param progress 0 to 100, or null
     * @param fixed    the fixed interval, in seconds
     */
    double correct(double interval, double age, Integer progress, double fixed) {
        if (!isTrusted() || !says(progress)) {
            return interval;
        }
        double left = left(age, progress);
        // where much is left, half of it later the progress will tell more
        return interval < fixed
                ? Math.max(interval, Math.min(fixed, left / 2))
                : Math.min(interval, Math.max(fixed, left));
    }

    private static boolean says(Integer progress) {
        return progress != null && progress > 0 && progress < 100;
    }

    private static double left(double age, int progress) {
        return age * (100 - progress) / progress;
    }
}
