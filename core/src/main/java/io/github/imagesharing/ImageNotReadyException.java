package io.github.imagesharing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The image is not NORMAL, or another task holds it. Worth trying later unless it failed for good. */
public final class ImageNotReadyException extends ImageSharingException {

    private static final long serialVersionUID = 1L;

    private final @Nullable ImageState state;

    /**
     * Makes the exception for an image that another task holds; for adapters.
     *
     * @param details what is known of the failure
     * @hidden
     */
    public ImageNotReadyException(Details details) {
        this(details, null);
    }

    /**
     * Makes the exception for an image in a state other than NORMAL; for adapters.
     *
     * @param details what is known of the failure
     * @param state the state it is in, or null where that is not known
     * @hidden
     */
    public ImageNotReadyException(Details details, @Nullable ImageState state) {
        super(details);
        this.state = state;
    }

    /**
     * The state the image is in.
     *
     * @return the state, empty where the service only said that the image is busy
     */
    public Optional<ImageState> state() {
        return Optional.ofNullable(state);
    }

    /** {@inheritDoc} Not so after {@code CREATEFAILED} or {@code IMPORTFAILED}. */
    @Override
    public boolean isRetryable() {
        return state != ImageState.CREATEFAILED && state != ImageState.IMPORTFAILED;
    }

    @Override
    ImageNotReadyException copy(Details details) {
        return new ImageNotReadyException(details, state);
    }
}
