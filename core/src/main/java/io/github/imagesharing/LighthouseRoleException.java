package io.github.imagesharing;

/** The account lacks Lighthouse's service role, or the role was not granted. Open the Lighthouse console once as the root account and grant the role it asks for. */
public final class LighthouseRoleException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public LighthouseRoleException(Details details) {
        super(details);
    }

    @Override
    LighthouseRoleException copy(Details details) {
        return new LighthouseRoleException(details);
    }
}
