package io.github.imagesharing;

/** The account is in no organisation, or the organisation service is not open to it. Name the accounts yourself. */
public final class NoOrganizationException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public NoOrganizationException(Details details) {
        super(details);
    }

    @Override
    NoOrganizationException copy(Details details) {
        return new NoOrganizationException(details);
    }
}
