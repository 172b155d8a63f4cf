package io.github.imagesharing;

/**
 * Hears how a batch goes on. Called on the batch's threads, one call at a time, so it should be quick; what it throws is
 * logged and does not disturb the batch.
 */
@FunctionalInterface
public interface BatchListener {

    /**
     * An image is finished, one way or the other. Not called for an image that an interruption ended: it stays left.
     *
     * @param progress which, and how far the batch is
     */
    void finished(BatchProgress progress);
}
