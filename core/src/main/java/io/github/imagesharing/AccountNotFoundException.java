package io.github.imagesharing;

/** No such account. Ask its owner for the root account id (UIN). */
public final class AccountNotFoundException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception; for adapters.
     *
     * @param details what is known of the failure
     */
    public AccountNotFoundException(Details details) {
        super(details);
    }

    @Override
    AccountNotFoundException copy(Details details) {
        return new AccountNotFoundException(details);
    }
}
