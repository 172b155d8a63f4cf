package io.github.imagesharing;

/** An access policy refuses the action. Grant the action named in the message (README, "Access policy"). */
public final class AccessDeniedException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /** For adapters and the core of the library. */
    public AccessDeniedException(Details details) {
        super(details);
    }

    @Override
    AccessDeniedException copy(Details details) {
        return new AccessDeniedException(details);
    }
}
