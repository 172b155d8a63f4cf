package io.github.imagesharing;

/** The account lacks Lighthouse's service role, or the role was not granted. Open the Lighthouse console once as the root account and grant the role it asks for. */
public final class LighthouseRoleException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     */
    public LighthouseRoleException(Details details) {
        super(details);
    }

    @Override
    LighthouseRoleException copy(Details details) {
        return new LighthouseRoleException(details);
    }
}
