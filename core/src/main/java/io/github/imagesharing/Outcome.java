package io.github.imagesharing;

import java.io.Serializable;

/** What became of one account. */
public sealed interface Outcome extends Serializable {

    /**
     * This call gave or took the access. Where a request of this call may have been applied and somebody else may have done
     * the same meanwhile, it counts as this call's.
     */
    record Changed() implements Outcome {}

    /** The account had, or did not have, access already. */
    record Unchanged() implements Outcome {}

    /**
     * The account is as it was before.
     *
     * @param cause why
     */
    record Failed(ImageSharingException cause) implements Outcome {

        /**
         * Checks the cause.
         *
         * @throws IllegalArgumentException if it is null
         */
        public Failed {
            ArgumentChecks.given("cause", cause);
        }
    }

    /**
     * The request may have been applied and no read could settle it. Running the same call again settles it.
     *
     * @param cause why it is not known
     */
    record Unknown(ImageSharingException cause) implements Outcome {

        /**
         * Checks the cause.
         *
         * @throws IllegalArgumentException if it is null
         */
        public Unknown {
            ArgumentChecks.given("cause", cause);
        }
    }
}
