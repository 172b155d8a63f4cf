package io.github.imagesharing.system;

/** What one thread of a schedule does. */
interface Player {

    /** Makes its calls, and judges each. */
    void play() throws InterruptedException;

    /** Judges what can be judged once all threads have ended, and makes a last call, which must succeed. */
    void finish() throws InterruptedException;
}
