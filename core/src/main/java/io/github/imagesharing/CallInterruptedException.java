package io.github.imagesharing;

/** The calling thread was interrupted; its interrupt flag is still set. {@link #report()} says what had been done, once a write had begun. */
public final class CallInterruptedException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     */
    public CallInterruptedException(Details details) {
        super(details, CallInterruptedException::new);
    }
}
