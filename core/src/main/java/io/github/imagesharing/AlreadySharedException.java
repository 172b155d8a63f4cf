package io.github.imagesharing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was to be shared is shared already. */
public final class AlreadySharedException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    private final @Nullable BlueprintId blueprintId;

    /**
     * Makes the exception for a share with accounts; for adapters.
     *
     * @param details what is known of the failure
     * @hidden
     */
    public AlreadySharedException(Details details) {
        this(details, null);
    }

    /**
     * Makes the exception for a share into Lighthouse; for adapters.
     *
     * @param details what is known of the failure
     * @param blueprintId the blueprint the image has in Lighthouse, or null where that is not known
     * @hidden
     */
    public AlreadySharedException(Details details, @Nullable BlueprintId blueprintId) {
        super(details);
        this.blueprintId = blueprintId;
    }

    /**
     * The blueprint that the image has in Lighthouse already.
     *
     * @return the blueprint, empty where it could not be found or no blueprint is concerned
     */
    public Optional<BlueprintId> blueprintId() {
        return Optional.ofNullable(blueprintId);
    }

    @Override
    AlreadySharedException copy(Details details) {
        return new AlreadySharedException(details, blueprintId);
    }
}
