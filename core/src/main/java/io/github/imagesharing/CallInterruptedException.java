package io.github.imagesharing;

import org.jspecify.annotations.Nullable;

/** The calling thread was interrupted; its interrupt flag is still set. {@link #report()} says what had been done, once a write had begun. */
public final class CallInterruptedException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public CallInterruptedException(Details details) {
        super(details);
    }

    /**
     * Makes the exception on the thread that was interrupted and sets its interrupt flag again; for adapters and the core
     * of the library.
     *
     * @param image the image the call was about, or null
     * @param message what was interrupted, for a person
     * @param cause what lies beneath, or null
     * @return the exception, to be thrown
     * @hidden
     */
    public static CallInterruptedException keepingFlag(
            @Nullable ImageId image, String message, @Nullable Throwable cause) {
        Thread.currentThread().interrupt();
        return new CallInterruptedException(Details.client(image, message, cause));
    }

    @Override
    CallInterruptedException copy(Details details) {
        return new CallInterruptedException(details);
    }
}
