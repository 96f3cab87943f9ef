package io.github.camelpika.quickstart;

/**
 * Where the progress is shown.
 */
interface Screen extends AutoCloseable {

    /**
     * Called once, before anything changes.
     */
    void open(Jobs jobs);

    void changed(Job job);

    /**
     * Ends the showing; what was shown stays.
     */
    @Override
    void close();
}
