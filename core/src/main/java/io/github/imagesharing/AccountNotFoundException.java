package io.github.imagesharing;

/** No such account. Ask its owner for the root account id (UIN). */
public final class AccountNotFoundException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    /**
     * For adapters and the core of the library.
     *
     * @hidden
     */
    public AccountNotFoundException(Details details) {
        super(details);
    }

    @Override
    AccountNotFoundException copy(Details details) {
        return new AccountNotFoundException(details);
    }
}
