package io.github.imagesharing;

/** The image is of a kind that cannot be shared; {@link #reason()} says which. */
public final class ImageNotShareableException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     * @param reason why the image cannot be shared
     * @hidden
     */
    public ImageNotShareableException(Details details, Reason reason) {
        super(details);
        this.reason = reason;
    }

    /**
     * Why the image cannot be shared.
     *
     * @return never null
     */
    public Reason reason() {
        return reason;
    }

    @Override
    ImageNotShareableException copy(Details details) {
        return new ImageNotShareableException(details, reason);
    }

    /** Why an image cannot be shared. */
    public enum Reason {
        /** It runs under the user's own licence. */
        BYOL,
        /** It is encrypted, or (where optional checks are demanded) cannot be shown not to be. */
        ENCRYPTED,
        /** It is the image of a whole instance, with data disks. */
        WHOLE_INSTANCE,
        /** It is not the caller's own custom image. */
        NOT_OWNED,
        /** It was imported, which Lighthouse does not take. */
        EXTERNALLY_IMPORTED,
        /** It has no cloud-init, which Lighthouse needs. */
        NO_CLOUD_INIT,
        /** Lighthouse does not take its platform or operating system. */
        UNSUPPORTED_PLATFORM,
        /** Images of its location cannot be shared. */
        UNSUPPORTED_REGION,
        /** The service does not support the operation on it. */
        UNSUPPORTED_OPERATION,
        /** It is larger than what the service copies to another region; how much that is, is not published. */
        TOO_LARGE,
        /** One of Lighthouse's six conditions is not met, and the service did not say which. */
        LIGHTHOUSE_CONDITIONS
    }
}
