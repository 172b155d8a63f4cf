package io.github.imagesharing;

/** More accounts than one image may be shared with. Take access away from some first. */
public final class ShareQuotaExceededException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    private final int limit;
    private final int current;

    /**
     * Makes the exception; for adapters, which may not know the numbers.
     *
     * @param details what is known of the failure
     * @hidden
     */
    public ShareQuotaExceededException(Details details) {
        this(details, -1, -1);
    }

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     * @param limit how many accounts one image may be shared with, or -1
     * @param current how many have access now, or -1
     * @hidden
     */
    public ShareQuotaExceededException(Details details, int limit, int current) {
        super(details);
        this.limit = limit;
        this.current = current;
    }

    /**
     * How many accounts one image may be shared with.
     *
     * @return 500 for CVM unless {@link CloudSettings.Builder#accountLimit} says otherwise; -1 where the service does
     *     not publish it (blueprints)
     */
    public int limit() {
        return limit;
    }

    /**
     * How many accounts have access now.
     *
     * @return the number, or -1 where it could not be read
     */
    public int current() {
        return current;
    }

    @Override
    ShareQuotaExceededException copy(Details details) {
        return new ShareQuotaExceededException(details, limit, current);
    }
}
